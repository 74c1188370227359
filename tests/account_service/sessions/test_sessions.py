"""Sessions: refreshed, rotated, listed, ended."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from account_service.service import SERVICE
from account_service.sessions.models import BrowserLogin
from corridor import clock
from corridor.testing import ALICE, MOD, app_for, client_for
from tests.account_service.world import PASSWORD, browser_of, events, mails, open_account

REFRESH = "/account/internal/sessions/refresh"


@pytest.fixture
def ask(client):
    """Ask for a fresh token as another service would."""

    def ask(sid):
        secret = app_for(SERVICE).extensions["corridor"].settings.internal_secret
        return client.post(REFRESH, json={"sid": sid}, headers={"Authorization": f"Bearer {secret}"})

    return ask


def sid_of(browser):
    return browser.get_cookie("corridor_sid").value


def test_an_expired_token_is_replaced_and_the_post_is_not_lost(session):
    browser = browser_of(open_account(session, ALICE))
    before = browser.get_cookie("corridor_at").value

    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        answer = browser.post("/account/language", data={"language": "fr", "return_to": "/account/profile"})

    assert answer.status_code == 303
    assert browser.get_cookie("corridor_at").value != before
    assert events(session, "account.account_changed.v1")[-1]["ui_language"] == "fr"


def test_a_lost_token_is_replaced(session):
    browser = browser_of(open_account(session, ALICE))
    browser.delete_cookie("corridor_at")

    assert browser.get("/account/profile").status_code == 200


def test_the_secret_id_stays_within_a_day(session, ask):
    browser = browser_of(open_account(session, ALICE))
    old = sid_of(browser)

    with time_machine.travel(clock.now() + timedelta(hours=11)):
        assert ask(old).json["sid"] is None


def test_an_old_id_is_good_for_tabs_that_were_loading(client, session, ask):
    open_account(session, ALICE)
    client.post("/account/sign-in", data={"email": ALICE.email, "password": PASSWORD, "keep": "true"})
    old = sid_of(client)

    with time_machine.travel(clock.now() + timedelta(hours=25)):
        fresh = ask(old).json["sid"]
        late = ask(old)

    assert fresh
    assert (late.status_code, late.json["sid"]) == (200, None)


def test_a_replaced_id_that_comes_back_late_ends_the_session(client, session, ask):
    open_account(session, ALICE)
    client.post("/account/sign-in", data={"email": ALICE.email, "password": PASSWORD, "keep": "true"})
    old = sid_of(client)
    with time_machine.travel(clock.now() + timedelta(hours=25)) as traveller:
        fresh = ask(old).json["sid"]
        traveller.shift(61)

        assert ask(old).status_code == 410
        assert ask(fresh).status_code == 410

    assert mails(session, "security_notice")[0]["values"]["what"] == "session_stolen"


@pytest.mark.parametrize(
    ("who", "keep", "away", "status"),
    [
        (ALICE, "true", timedelta(days=13), 200),
        (ALICE, "true", timedelta(days=15), 410),
        (ALICE, "", timedelta(hours=11), 200),
        (ALICE, "", timedelta(hours=13), 410),
        (MOD, "true", timedelta(hours=11), 200),
        (MOD, "true", timedelta(hours=13), 410),
    ],
)
def test_sessions_end_by_themselves(client, session, ask, who, keep, away, status):
    open_account(session, who)
    client.post("/account/sign-in", data={"email": who.email, "password": PASSWORD, "keep": keep})

    with time_machine.travel(clock.now() + away):
        assert ask(sid_of(client)).status_code == status


def test_signing_out_ends_the_session_and_the_cookies(session, ask):
    browser = browser_of(open_account(session, ALICE))
    sid = sid_of(browser)

    answer = browser.post("/account/sign-out")

    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.get_cookie("corridor_sid") is None
    assert browser.get_cookie("corridor_at") is None
    assert ask(sid).status_code == 410
    assert events(session, "account.sessions_revoked.v1")[-1]["session_id"]


def test_signing_out_needs_a_form_of_ours(session):
    browser = browser_of(open_account(session, ALICE))

    assert browser.get("/account/sign-out").status_code == 405
    assert browser.post("/account/sign-out", csrf=False).status_code == 403
    assert browser.get("/account/profile").status_code == 200


def test_a_token_kept_from_before_the_sign_out_opens_nothing(session):
    browser = browser_of(open_account(session, ALICE))
    kept = browser.get_cookie("corridor_at").value
    browser.post("/account/sign-out")

    thief = client_for(SERVICE)
    thief.set_cookie("corridor_at", kept)

    assert thief.get("/account/profile").status_code == 303


def test_all_other_browsers_can_be_signed_out(session):
    account = open_account(session, ALICE)
    here, there = browser_of(account), browser_of(account)
    assert here.get("/account/sessions").text.count("this browser") == 1

    here.post("/account/sessions/end-others")

    assert there.get("/account/profile").status_code == 303
    assert here.get("/account/profile").status_code == 200


def test_one_other_browser_can_be_signed_out(session):
    account = open_account(session, ALICE)
    here, there = browser_of(account), browser_of(account)
    first = session.scalars(select(BrowserLogin).order_by(BrowserLogin.created_at.desc())).first()

    here.post(f"/account/sessions/{first.id}/end")

    assert there.get("/account/profile").status_code == 303
    assert here.get("/account/profile").status_code == 200


def test_nobody_ends_the_sessions_of_others(session):
    alice, mod = open_account(session, ALICE), open_account(session, MOD)
    browser_of(alice)
    theirs = session.scalars(select(BrowserLogin)).one()

    assert browser_of(mod).post(f"/account/sessions/{theirs.id}/end").status_code == 404


def test_signing_out_everywhere_includes_here(session):
    account = open_account(session, ALICE)
    here, there = browser_of(account), browser_of(account)

    here.post("/account/sessions/end-all")

    assert here.get("/account/profile").status_code == 303
    assert there.get("/account/profile").status_code == 303


def test_strangers_do_not_find_the_internal_doors(client):
    assert client.post(REFRESH, json={"sid": "x"}).status_code == 404
    wrong = client.post(REFRESH, json={"sid": "x"}, headers={"Authorization": "Bearer wrong"})
    assert wrong.status_code == 404


@pytest.mark.parametrize("body", [{}, {"sid": None}, {"sid": ["x"]}, [], "x"])
def test_an_unusable_question_is_refused(ask, client, body):
    secret = app_for(SERVICE).extensions["corridor"].settings.internal_secret

    answer = client.post(REFRESH, json=body, headers={"Authorization": f"Bearer {secret}"})

    assert answer.status_code == 422
