"""An app asks for a key, the member agrees, the app alone reads it."""

import base64
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from sqlalchemy import select

from account_service.api_keys.actions import check_key
from account_service.api_keys.models import ApiKey
from account_service.user_keys.rules import check_redirect
from corridor import clock
from corridor.errors import Invalid
from corridor.testing import ALICE, persona
from tests.account_service.world import browser_of, open_account

PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC = PRIVATE.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)
ASKED = {
    "application_name": "Pocket reader",
    "client_id": "device-1",
    "scopes": "read,notifications",
    "public_key": PUBLIC.decode(),
    "nonce": "n-123",
    "auth_redirect": "pocketreader://auth",
}


@pytest.fixture
def alice(session):
    return browser_of(open_account(session, ALICE))


def opened(location: str) -> dict[str, str]:
    payload = base64.b64decode(parse_qs(urlsplit(location).query)["payload"][0])
    answer: dict[str, str] = json.loads(PRIVATE.decrypt(payload, padding.PKCS1v15()))
    return answer


def test_the_page_says_who_asks_for_what_and_where_it_goes(alice) -> None:
    page = alice.get(f"/account/user-api-key/new?{urlencode(ASKED)}")

    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert all(words in text for words in ("Pocket reader", "Read the forums you may read", "pocketreader"))
    assert "form-action pocketreader: 'self'" in page.headers["Content-Security-Policy"]


def test_who_agrees_gives_a_key_that_only_the_app_can_read(alice, session) -> None:
    answer = alice.post("/account/user-api-key", data=ASKED)

    assert answer.headers["Location"].startswith("pocketreader://auth?payload=")
    said = opened(answer.headers["Location"])
    assert (said["nonce"], said["api"]) == ("n-123", 4)
    grant = check_key(session, said["key"], now=clock.now())
    assert grant is not None
    assert grant.scopes == {"forum:read", "notify:read"}


def test_asking_again_voids_the_key_before(alice, session) -> None:
    first = opened(alice.post("/account/user-api-key", data=ASKED).headers["Location"])["key"]
    second = opened(alice.post("/account/user-api-key", data=ASKED).headers["Location"])["key"]

    assert check_key(session, first, now=clock.now()) is None
    assert check_key(session, second, now=clock.now()) is not None


def test_a_key_in_use_lives_on(alice, session) -> None:
    key = opened(alice.post("/account/user-api-key", data=ASKED).headers["Location"])["key"]
    for days in (100, 200, 300):
        with time_machine.travel(clock.now() + timedelta(days=days)):
            assert check_key(session, key, now=clock.now()) is not None
            session.commit()

    with time_machine.travel(clock.now() + timedelta(days=500)):
        assert check_key(session, key, now=clock.now()) is None


def test_without_an_address_the_answer_is_shown_to_be_copied(alice, session) -> None:
    answer = alice.post("/account/user-api-key", data={**ASKED, "auth_redirect": "", "padding": "oaep"})

    assert answer.status_code == 200
    assert session.scalars(select(ApiKey.client_id)).one() == "device-1"


@pytest.mark.parametrize(
    "wrong",
    [
        {"public_key": "no key"},
        {"scopes": "read,one_time_password"},
        {"scopes": "push"},
        {"auth_redirect": "javascript:alert(1)"},
        {"auth_redirect": "http://example.org/"},
        {"auth_redirect": "https://a@example.org/"},
        {"nonce": ""},
    ],
)
def test_what_is_not_right_gives_nothing(wrong, alice, session) -> None:
    asked = {**ASKED, **wrong}

    assert alice.get(f"/account/user-api-key/new?{urlencode(asked)}").status_code == 422
    assert alice.post("/account/user-api-key", data=asked).status_code == 422
    assert session.scalars(select(ApiKey)).all() == []


def test_who_has_no_role_is_not_asked(session) -> None:
    nobody = browser_of(open_account(session, persona("nobody")))

    assert nobody.get(f"/account/user-api-key/new?{urlencode(ASKED)}").status_code == 403


def test_a_stranger_signs_in_first(client) -> None:
    assert client.get(f"/account/user-api-key/new?{urlencode(ASKED)}").status_code == 303


@pytest.mark.parametrize(
    "url", ["discourse://auth_redirect", "https://app.example/x?y=1", "http://127.0.0.1:9/x"]
)
def test_where_answers_may_go(url) -> None:
    assert check_redirect(url) == url


@pytest.mark.parametrize("url", ["", "/here", "data:x", "https:///x", "http://[", "https://e\u0301.org"])
def test_and_where_not(url) -> None:
    with pytest.raises(Invalid):
        check_redirect(url)
