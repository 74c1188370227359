"""A forgotten password."""

from datetime import timedelta

import pytest
import time_machine

from account_service.service import SERVICE
from corridor import clock
from corridor.testing import ALICE, CHARLIE, client_for
from tests.account_service.world import PASSWORD, browser_of, mails, open_account, path_of

NEW = "eleven green bottles"


@pytest.fixture
def alice(session):
    return open_account(session, ALICE)


def ask(client, session):
    client.post("/account/password/forgotten", data={"email": ALICE.email})
    return mails(session, "reset_password")[-1]


def works(password):
    answer = client_for(SERVICE).post("/account/sign-in", data={"email": ALICE.email, "password": password})
    return answer.status_code == 303


def test_the_code_sets_a_new_password(client, session, alice):
    mail = ask(client, session)
    assert (
        client.post("/account/password/code", data={"code": mail["code"]}).location == "/account/password/new"
    )

    answer = client.post("/account/password/new", data={"password": NEW})

    assert answer.status_code == 303
    assert client.get("/account/profile").status_code == 200
    assert works(NEW)
    assert not works(PASSWORD)


def test_the_link_does_too_in_whatever_browser(client, session, alice):
    link = path_of(ask(client_for(SERVICE), session))
    client.get(link)
    assert client.post(link).location == "/account/password/new"

    client.post("/account/password/new", data={"password": NEW})

    assert works(NEW)


def test_other_browsers_are_signed_out_and_the_owner_is_told(client, session, alice):
    other = browser_of(alice)
    client.post(path_of(ask(client, session)))

    client.post("/account/password/new", data={"password": NEW})

    assert other.get("/account/profile").status_code == 303
    assert client.get("/account/profile").status_code == 200
    assert mails(session, "security_notice")[0]["values"]["what"] == "password_changed"


def test_a_link_is_over_after_thirty_minutes(client, session, alice):
    link = path_of(ask(client, session))

    with time_machine.travel(clock.now() + timedelta(minutes=30, seconds=1)):
        assert client.post(link).location == "/account/password/forgotten"


def test_a_newer_mail_voids_the_older(client, session, alice):
    old = path_of(ask(client, session))
    ask(client, session)

    assert client_for(SERVICE).post(old).location == "/account/password/forgotten"


def test_a_link_sets_one_password(client, session, alice):
    client.post(path_of(ask(client, session)))
    client.post("/account/password/new", data={"password": NEW})

    assert client.post("/account/password/new", data={"password": PASSWORD}).location == (
        "/account/password/forgotten"
    )


def test_without_the_code_there_is_no_new_password(client, session, alice):
    ask(client, session)

    assert client.get("/account/password/new").location == "/account/password/forgotten"
    assert client.post("/account/password/new", data={"password": NEW}).location == (
        "/account/password/forgotten"
    )


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, session, alice):
    known = client.post("/account/password/forgotten", data={"email": ALICE.email})
    unknown = client_for(SERVICE).post("/account/password/forgotten", data={"email": CHARLIE.email})

    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
    assert len(mails(session, "reset_password")) == 1
