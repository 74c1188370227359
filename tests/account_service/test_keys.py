"""The keys that sign tokens, and their change."""

from datetime import timedelta

import pytest

from account_service.keys import make_keys, public_keys, rotate_keys, signing_key
from corridor import clock
from corridor.auth.keys import PublicKeys
from corridor.auth.tokens import Claims, mint, verify
from corridor.ids import demo_id

HERE = "http://127.0.0.1:8080"


@pytest.fixture
def files(tmp_path):
    signing, published = tmp_path / "signing.json", tmp_path / "jwks.json"
    make_keys(signing, published)
    return signing, published


def token(signing):
    claims = Claims(
        account_id=demo_id("account", "alice"),
        session_id="s",
        issued_at=clock.now() - timedelta(seconds=1),
        roles=frozenset(),
        version=1,
    )
    return mint(signing_key(str(signing)), claims, base_url=HERE)


def test_tokens_of_the_key_before_still_hold_and_new_ones_are_known(files):
    signing, published = files
    before = token(signing)

    kid = rotate_keys(signing, published)
    after = token(signing)

    keys = PublicKeys(str(published))
    assert signing_key(str(signing)).kid == kid
    assert verify(before, keys.find, base_url=HERE)
    assert verify(after, keys.find, base_url=HERE)


def test_two_keys_are_kept_and_no_private_half_is_published(files):
    signing, published = files
    first = signing_key(str(signing)).kid

    rotate_keys(signing, published)
    rotate_keys(signing, published)

    shown = public_keys(str(signing))["keys"]
    assert len(shown) == 2
    assert first not in {key["kid"] for key in shown}
    assert all("d" not in key for key in shown)
    assert signing.stat().st_mode & 0o077 == 0
