"""Signing in by password."""

from sqlalchemy import func, select

from account_service.sessions.models import BrowserLogin
from corridor.testing import ALICE, BOB, CHARLIE
from tests.account_service.world import PASSWORD, browser_of, open_account


def test_the_right_password_opens_a_session(client, session):
    open_account(session, ALICE)

    answer = client.post("/account/sign-in", data={"email": "ALICE@example.org", "password": PASSWORD})

    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/account/profile").status_code == 200


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client, session):
    open_account(session, ALICE)

    answer = client.post("/account/sign-in", data={"email": ALICE.email, "password": PASSWORD})

    cookies = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith("corridor_")]
    assert len([one for one in cookies if one.startswith(("corridor_sid=", "corridor_at="))]) == 2
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, session):
    open_account(session, ALICE)

    wrong = client.post("/account/sign-in", data={"email": ALICE.email, "password": "wrong"})
    unknown = client.post("/account/sign-in", data={"email": CHARLIE.email, "password": "wrong"})

    assert wrong.status_code == unknown.status_code == 422
    assert _plain(wrong.text, ALICE.email) == _plain(unknown.text, CHARLIE.email)


def test_an_account_without_a_password_looks_like_any_other(client, session):
    open_account(session, ALICE, password=False)
    open_account(session, BOB)

    without = client.post("/account/sign-in", data={"email": ALICE.email, "password": "wrong"})
    with_one = client.post("/account/sign-in", data={"email": BOB.email, "password": "wrong"})

    assert _plain(without.text, ALICE.email) == _plain(with_one.text, BOB.email)


def test_what_was_typed_stays_but_the_password(client):
    answer = client.post("/account/sign-in", data={"email": "not an address", "password": "open sesame 1"})

    assert answer.status_code == 422
    assert 'value="not an address"' in answer.text
    assert "open sesame 1" not in answer.text


def test_a_session_id_that_an_attacker_planted_is_not_taken_over(client, session):
    open_account(session, ALICE)
    client.set_cookie("corridor_sid", "planted")

    client.post("/account/sign-in", data={"email": ALICE.email, "password": PASSWORD})

    assert client.get_cookie("corridor_sid").value != "planted"


def test_a_second_sign_in_replaces_the_session_of_the_browser(session):
    browser = browser_of(open_account(session, ALICE))

    browser.post("/account/sign-in", data={"email": ALICE.email, "password": PASSWORD})

    living = select(func.count()).where(BrowserLogin.ended_at.is_(None))
    assert session.scalar(living) == 1


def test_a_form_of_another_site_is_refused(client, session):
    open_account(session, ALICE)
    typed = {"email": ALICE.email, "password": PASSWORD}

    bare = client.post("/account/sign-in", data=typed, csrf=False)
    foreign = client.post("/account/sign-in", data=typed, headers={"Sec-Fetch-Site": "cross-site"})

    assert (bare.status_code, foreign.status_code) == (403, 403)
    assert client.get_cookie("corridor_sid") is None


def test_the_way_on_never_leaves_the_site(client, session):
    open_account(session, ALICE)
    typed = {"email": ALICE.email, "password": PASSWORD, "return_to": "//evil.example"}

    assert client.post("/account/sign-in", data=typed).location == "/"


def test_the_eleventh_try_has_to_wait(client, session):
    open_account(session, ALICE)
    for _try in range(10):
        client.post("/account/sign-in", data={"email": ALICE.email, "password": ""})

    late = client.post("/account/sign-in", data={"email": ALICE.email, "password": PASSWORD})

    assert late.status_code == 429
    assert "Too many tries" in late.text
    assert f'value="{ALICE.email}"' in late.text


def test_a_closed_account_does_not_sign_in(client, session):
    account = open_account(session, ALICE)
    account.active = False
    session.commit()

    answer = client.post("/account/sign-in", data={"email": ALICE.email, "password": PASSWORD})

    assert answer.status_code == 422


def _plain(page: str, email: str) -> str:
    """The page without what differs at each showing."""
    import re

    page = page.replace(email, "EMAIL").replace(email.replace("@", "%40"), "EMAIL")
    return re.sub(r'(name="_csrf" value|name="_key" value|content)="[^"]+"', "", page)


def test_other_capitals_are_no_fresh_tries(client, session):
    open_account(session, ALICE)
    name, host = ALICE.email.split("@")
    spellings = [name[:place] + name[place:].upper() + "@" + host for place in range(len(name))]

    answers = [
        client.post("/account/sign-in", data={"email": email, "password": "wrong"})
        for email in (spellings * 11)[:11]
    ]

    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
