"""The public keys: kept for ten minutes, fetched anew for an unknown one, but not in a flood."""

import json

import pytest
from joserfc.jwk import KeySet, OKPKey

from corridor.auth.keys import PublicKeys
from corridor.auth.tokens import TokenRefused


class Watch:
    """A clock that the test moves."""

    now = 1000.0

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.now += seconds


def new_key(kid):
    return OKPKey.generate_key("Ed25519", {"kid": kid})


def publish(path, *keys):
    path.write_text(json.dumps(KeySet(list(keys)).as_dict(private=False)))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "jwks.json"


def test_a_known_key_is_found(path):
    publish(path, new_key("a"), new_key("b"))

    assert {key.kid for key in PublicKeys(str(path)).find("b").keys} == {"a", "b"}


def test_a_rotated_key_is_found_after_a_minute_and_not_before(path):
    publish(path, new_key("a"))
    watch = Watch()
    keys = PublicKeys(str(path), timer=watch)
    keys.find("a")
    publish(path, new_key("a"), new_key("b"))

    with pytest.raises(TokenRefused):
        keys.find("b")
    watch.wait(61)
    assert keys.find("b")


def test_a_withdrawn_key_is_gone_within_ten_minutes(path):
    publish(path, new_key("a"))
    watch = Watch()
    keys = PublicKeys(str(path), timer=watch)
    keys.find("a")
    publish(path, new_key("b"))
    watch.wait(601)

    with pytest.raises(TokenRefused):
        keys.find("a")


def test_while_the_source_is_away_the_known_keys_stay_good(path):
    publish(path, new_key("a"))
    watch = Watch()
    keys = PublicKeys(str(path), timer=watch)
    keys.find("a")
    path.unlink()
    watch.wait(3600)

    assert keys.find("a")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"keys": [{"kty": "moon"}]}', '{"keys": 7}'])
def test_an_unusable_source_gives_no_keys(path, content):
    path.write_text(content)

    with pytest.raises(TokenRefused):
        PublicKeys(str(path)).find("a")
