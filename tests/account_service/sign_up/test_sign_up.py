"""From an address to an account."""

from sqlalchemy import select

from account_service.accounts.models import Account
from account_service.service import SERVICE
from corridor.testing import ALICE, client_for
from tests.account_service.world import events, mails, open_account

ABOUT = {"name": "Zoë Núñez", "organisation": "Institute", "country": "KE", "languages": ["en", "sw"]}


def _confirm(client, session, email="zoe@example.org"):
    client.post("/account/sign-up", data={"email": email, "return_to": "/forum"})
    code = mails(session, "confirm_email")[-1]["code"]
    answer = client.post("/account/sign-up/code", data={"code": code})
    assert answer.location == "/account/sign-up/details"


def test_four_questions_make_an_account(client, session):
    _confirm(client, session)
    assert client.post("/account/sign-up/details", data=ABOUT).location == "/account/sign-up/password"

    answer = client.post("/account/sign-up/password", data={"password": "eleven green bottles"})

    assert (answer.status_code, answer.location) == (303, "/forum")
    account = session.scalars(select(Account)).one()
    assert (account.handle, account.email, account.roles) == ("zoe.nunez", "zoe@example.org", [])
    assert account.time_zone == "Africa/Nairobi"
    assert events(session, "account.account_changed.v1")[0]["name"] == "Zoë Núñez"
    assert client.get("/account/profile").status_code == 200


def test_an_account_needs_no_password(client, session):
    _confirm(client, session)
    client.post("/account/sign-up/details", data=ABOUT)

    client.post("/account/sign-up/password", data={"_without": "1"})

    assert session.scalars(select(Account.password_hash)).one() is None


def test_a_taken_address_gets_the_same_answers_and_another_mail(client, session):
    open_account(session, ALICE)
    other = client_for(SERVICE)

    taken = client.post("/account/sign-up", data={"email": ALICE.email})
    free = other.post("/account/sign-up", data={"email": "zoe@example.org"})

    assert (taken.status_code, taken.location, taken.text) == (free.status_code, free.location, free.text)
    wrong = [one.post("/account/sign-up/code", data={"code": "0"}).status_code for one in (client, other)]
    assert wrong == [422, 422]
    assert [mail["email"] for mail in mails(session, "already_registered")] == [ALICE.email]
    assert [mail["email"] for mail in mails(session, "confirm_email")] == ["zoe@example.org"]


def test_no_step_can_be_skipped(client, session):
    client.post("/account/sign-up", data={"email": "zoe@example.org"})

    for step in ("details", "password"):
        assert client.get(f"/account/sign-up/{step}").location == "/account/sign-up"
        assert client.post(f"/account/sign-up/{step}", data=ABOUT).location == "/account/sign-up"


def test_a_weak_password_is_explained_and_refused(client, session):
    _confirm(client, session)
    client.post("/account/sign-up/details", data=ABOUT)

    answer = client.post("/account/sign-up/password", data={"password": "Password1234"})

    assert answer.status_code == 422
    assert "among the first that are tried" in answer.text


def test_two_tabs_make_one_account(client, session):
    _confirm(client, session)
    client.post("/account/sign-up/details", data=ABOUT)
    client.post("/account/sign-up/password", data={"_without": "1"})

    again = client.post("/account/sign-up/password", data={"_without": "1"})

    assert again.location == "/account/sign-up"
    assert len(session.scalars(select(Account)).all()) == 1


def test_unknown_fields_are_refused(client, session):
    _confirm(client, session)

    answer = client.post("/account/sign-up/details", data={**ABOUT, "roles": "secretariat"})

    assert answer.status_code == 422


def test_details_that_are_wrong_stay_typed(client, session):
    _confirm(client, session)

    answer = client.post("/account/sign-up/details", data={**ABOUT, "country": "XX"})

    assert answer.status_code == 422
    assert "Zoë Núñez" in answer.text
