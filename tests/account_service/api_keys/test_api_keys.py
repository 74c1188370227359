"""API keys."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from account_service.api_keys.models import ApiKey
from account_service.service import SERVICE
from corridor import clock
from corridor.auth.client import KEY_CHECK_PATH
from corridor.testing import ALICE, BOB, app_for
from tests.account_service.world import browser_of, events, open_account

TYPED = {"name": "Import", "scopes": ["match:read"], "days": "90"}


@pytest.fixture
def alice(session):
    return browser_of(open_account(session, ALICE))


@pytest.fixture
def check(client):
    def check(key):
        secret = app_for(SERVICE).extensions["corridor"].settings.internal_secret
        return client.post(KEY_CHECK_PATH, json={"key": key}, headers={"Authorization": f"Bearer {secret}"})

    return check


def make(browser, **changes):
    answer = browser.post("/account/api-keys/new", data={**TYPED, **changes})
    assert answer.status_code == 200, answer.text
    return re.search(r"corridor_\w{8}_\w{38}", answer.text)[0]


def test_a_key_opens_what_its_scopes_say(session, alice, check):
    granted = check(make(alice)).json

    assert granted["scopes"] == ["match:read"]
    assert granted["roles"] == ["expert", "iag_member"]


def test_a_key_is_shown_once_and_kept_as_a_hash(session, alice):
    key = make(alice)

    assert key not in alice.get("/account/api-keys").text
    assert key not in str(session.scalars(select(ApiKey.digest)).one())


def test_a_revoked_key_opens_nothing_anywhere(session, alice, check):
    key = make(alice)
    key_id = key.split("_")[1]
    assert "Revoke this key?" in alice.get(f"/account/api-keys/{key_id}/revocation").text

    alice.post(f"/account/api-keys/{key_id}/revocation")

    assert check(key).status_code == 410
    assert events(session, "account.api_key_revoked.v1")[0]["key_id"] == key_id


def test_a_key_ends_by_itself(alice, check):
    key = make(alice, days="30")

    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert check(key).status_code == 410


@pytest.mark.parametrize("key", ["", "corridor_x", "corridor_12345678_" + "a" * 38, "x" * 5000])
def test_what_is_no_key_opens_nothing(check, key):
    assert check(key).status_code in (410, 422)


@pytest.mark.parametrize("changes", [{"scopes": []}, {"scopes": ["admin"]}, {"days": "9999"}, {"name": ""}])
def test_a_key_needs_a_name_a_scope_and_an_end(alice, changes):
    assert alice.post("/account/api-keys/new", data={**TYPED, **changes}).status_code == 422


def test_the_keys_of_others_are_not_there(session, alice):
    key_id = make(alice).split("_")[1]
    bob = browser_of(open_account(session, BOB))

    assert bob.get(f"/account/api-keys/{key_id}/revocation").status_code == 404
    assert bob.post(f"/account/api-keys/{key_id}/revocation").status_code == 404
