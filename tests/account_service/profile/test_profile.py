"""One's own account."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from account_service.accounts.models import Account
from corridor import clock
from corridor.testing import ALICE
from tests.account_service.world import PASSWORD, browser_of, events, open_account

TYPED = {
    "name": "Alice Adeyemi",
    "organisation": "Wetlands Trust",
    "country": "NG",
    "languages": ["en", "fr"],
    "ui_language": "fr",
    "time_zone": "Africa/Lagos",
}


@pytest.fixture
def alice(session):
    return browser_of(open_account(session, ALICE))


def test_a_saved_profile_is_told_to_the_other_services(session, alice):
    answer = alice.post("/account/profile", data=TYPED)

    assert answer.status_code == 303
    told = events(session, "account.account_changed.v1")[-1]
    assert {name: told[name] for name in TYPED} == TYPED
    assert '<html lang="fr"' in alice.get("/account/profile").text


def test_saving_nothing_new_tells_nobody(session, alice):
    alice.post("/account/profile", data=TYPED)
    alice.post("/account/profile", data=TYPED)

    assert len(events(session, "account.account_changed.v1")) == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [("country", "XX"), ("time_zone", "Mars/Base"), ("ui_language", "xx"), ("languages", "xx"), ("name", "")],
)
def test_what_is_not_among_the_choices_is_refused_and_the_rest_stays(alice, field, value):
    answer = alice.post("/account/profile", data={**TYPED, field: value})

    assert answer.status_code == 422
    assert "Wetlands Trust" in answer.text


@pytest.mark.parametrize("field", ["roles", "email", "account_id", "active", "version"])
def test_nobody_sets_what_is_not_theirs_to_set(session, alice, field):
    assert alice.post("/account/profile", data={**TYPED, field: "secretariat"}).status_code == 422
    assert session.scalars(select(Account.roles)).one() == ["expert", "iag_member"]


def test_the_language_switch_works_for_strangers_by_cookie(client):
    answer = client.post("/account/language", data={"language": "ar", "return_to": "/account/sign-in"})

    assert answer.location == "/account/sign-in"
    assert 'dir="rtl"' in client.get("/account/sign-in").text


def test_the_language_switch_is_kept_in_the_profile(session, alice):
    alice.post("/account/language", data={"language": "ru"})

    assert session.scalars(select(Account.ui_language)).one() == "ru"


def test_a_password_is_changed_with_the_one_so_far(session, alice):
    typed = {"current": PASSWORD, "password": "eleven green bottles"}

    before = alice.get_cookie("corridor_sid").value

    assert alice.post("/account/password", data=typed).status_code == 303

    assert alice.get("/account/profile").status_code == 200
    assert alice.get_cookie("corridor_sid").value != before


def test_without_the_password_so_far_nothing_changes(session, alice):
    typed = {"current": "wrong", "password": "eleven green bottles"}

    answer = alice.post("/account/password", data=typed)

    assert answer.status_code == 422
    assert "not your password so far" in answer.text


def test_a_browser_left_open_sets_no_first_password(session, alice):
    session.execute(update(Account).values(password_hash=None))
    session.commit()
    typed = {"password": "eleven green bottles"}

    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        answer = alice.post("/account/password", data=typed)
        assert answer.location.startswith("/account/sign-in/again")
    session.rollback()
    assert session.scalars(select(Account.password_hash)).one() is None

    assert alice.post("/account/password", data=typed).location == "/account/profile"
