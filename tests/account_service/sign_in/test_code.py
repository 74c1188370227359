"""Signing in by a mailed code, or by the link beside it."""

from datetime import timedelta

import time_machine

from account_service.service import SERVICE
from corridor import clock
from corridor.testing import ALICE, CHARLIE, client_for
from tests.account_service.world import mails, open_account, path_of


def _ask(client, email, **more):
    answer = client.post("/account/sign-in", data={"email": email, "_code": "1", **more})
    assert (answer.status_code, answer.location) == (303, "/account/sign-in/code")
    return answer


def test_the_code_signs_in(client, session):
    open_account(session, ALICE)
    _ask(client, ALICE.email, return_to="/forum")
    code = mails(session, "sign_in")[0]["code"]

    answer = client.post("/account/sign-in/code", data={"code": f" {code[:3]} {code[3:]} "})

    assert (answer.status_code, answer.location) == (303, "/forum")
    assert client.get("/account/profile").status_code == 200


def test_the_mail_is_in_the_language_of_its_reader(client, session):
    account = open_account(session, ALICE)
    account.ui_language = "fr"
    session.commit()

    _ask(client, ALICE.email)

    assert mails(session, "sign_in")[0]["language"] == "fr"


def test_an_unknown_address_gets_the_same_pages_and_no_mail(client, session):
    open_account(session, ALICE)
    stranger = client_for(SERVICE)

    known, unknown = _ask(client, ALICE.email), _ask(stranger, CHARLIE.email)

    assert known.text == unknown.text
    page, other = client.get("/account/sign-in/code"), stranger.get("/account/sign-in/code")
    assert page.status_code == other.status_code == 200
    assert [mail["email"] for mail in mails(session, "sign_in")] == [ALICE.email]


def test_a_code_belongs_to_the_browser_that_asked(client, session):
    open_account(session, ALICE)
    _ask(client, ALICE.email)
    code = mails(session, "sign_in")[0]["code"]

    elsewhere = client_for(SERVICE).post("/account/sign-in/code", data={"code": code})

    assert elsewhere.location == "/account/sign-in"


def test_after_five_wrong_codes_the_right_one_is_too_late(client, session):
    open_account(session, ALICE)
    _ask(client, ALICE.email)
    code = mails(session, "sign_in")[0]["code"]
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _try in range(5):
        assert client.post("/account/sign-in/code", data={"code": wrong}).status_code == 422

    assert client.post("/account/sign-in/code", data={"code": code}).status_code == 422


def test_a_code_is_over_after_ten_minutes(client, session):
    open_account(session, ALICE)
    _ask(client, ALICE.email)
    code = mails(session, "sign_in")[0]["code"]

    with time_machine.travel(clock.now() + timedelta(minutes=10, seconds=1)):
        answer = client.post("/account/sign-in/code", data={"code": code})

    assert answer.location == "/account/sign-in"


def test_a_code_works_once(client, session):
    open_account(session, ALICE)
    _ask(client, ALICE.email)
    cookie = client.get_cookie("corridor_challenge").value
    code = mails(session, "sign_in")[0]["code"]
    client.post("/account/sign-in/code", data={"code": code})

    other = client_for(SERVICE)
    other.set_cookie("corridor_challenge", cookie)

    assert other.post("/account/sign-in/code", data={"code": code}).location == "/account/sign-in"


def test_a_scanner_that_opens_the_link_changes_nothing(client, session):
    open_account(session, ALICE)
    _ask(client, ALICE.email)
    link = path_of(mails(session, "sign_in")[0])
    scanner = client_for(SERVICE)
    for _look in range(3):
        assert scanner.get(link).status_code == 200
    assert scanner.get_cookie("corridor_sid") is None

    answer = client.post(link)

    assert answer.status_code == 303
    assert client.get("/account/profile").status_code == 200


def test_a_link_works_once(client, session):
    open_account(session, ALICE)
    _ask(client, ALICE.email)
    link = path_of(mails(session, "sign_in")[0])
    client.post(link)

    assert client_for(SERVICE).post(link).location == "/account/sign-in"


def test_six_mails_in_half_an_hour_are_too_many(client, session):
    open_account(session, ALICE)
    for _mail in range(5):
        _ask(client, ALICE.email)

    answer = client.post("/account/sign-in", data={"email": ALICE.email, "_code": "1"})

    assert answer.status_code == 429
    assert len(mails(session, "sign_in")) == 5
