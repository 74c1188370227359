"""Invitations by mail."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from account_service.accounts.models import Account
from account_service.invitations.models import Invitation
from account_service.service import SERVICE
from corridor import clock
from corridor.testing import ALICE, CHARLIE, SECRETARY, client_for
from tests.account_service.world import PASSWORD, browser_of, mails, open_account, path_of

TYPED = {
    "email": "zoe@example.org",
    "name": "Zoë",
    "language": "fr",
    "roles": ["iag_member", "expert"],
    "focal_point_of": "KE",
}
ABOUT = {"name": "Zoë Núñez", "country": "KE"}


@pytest.fixture
def secretary(session):
    return browser_of(open_account(session, SECRETARY))


def invite(secretary, session, **changes):
    answer = secretary.post("/account/invitations", data={**TYPED, **changes})
    assert answer.status_code == 303, answer.text
    return path_of(mails(session, "invitation")[-1])


def test_an_invitation_is_mailed_with_its_roles_in_words(secretary, session):
    invite(secretary, session)

    mail = mails(session, "invitation")[0]
    assert (mail["email"], mail["language"]) == ("zoe@example.org", "fr")
    assert mail["values"]["inviter"] == "Secretary"
    assert len(mail["values"]["roles"]) == 3
    assert "zoe@example.org" in secretary.get("/account/invitations").text


def test_whoever_accepts_becomes_a_member_with_the_roles(secretary, session, client):
    link = invite(secretary, session)

    assert client.post(link).location == "/account/sign-up/details"
    client.post("/account/sign-up/details", data=ABOUT)
    client.post("/account/sign-up/password", data={"password": "eleven green bottles"})

    account = session.scalars(select(Account).where(Account.email_key == "zoe@example.org")).one()
    assert account.roles == ["expert", "focal_point:KE", "iag_member"]
    assert client.get("/account/members").status_code == 200


def test_a_scanner_that_opens_the_link_accepts_nothing(secretary, session, client):
    link = invite(secretary, session)

    assert client.get(link).status_code == client.get(link).status_code == 200

    assert session.scalars(select(Invitation.accepted_at)).one() is None


def test_who_has_an_account_signs_in_and_accepts(secretary, session, client):
    account = open_account(session, CHARLIE)
    link = invite(secretary, session, email=CHARLIE.email)
    asked = client.post(link).location
    assert asked.startswith("/account/sign-in?return_to=")
    client.post("/account/sign-in", data={"email": CHARLIE.email, "password": PASSWORD})

    client.post(link)

    session.refresh(account)
    assert "focal_point:KE" in account.roles


def test_an_invitation_is_for_one_address(secretary, session):
    alice = browser_of(open_account(session, ALICE))
    link = invite(secretary, session)

    assert alice.post(link).status_code == 403


def test_an_invitation_works_once_even_in_a_race(secretary, session):
    account = open_account(session, CHARLIE)
    link = invite(secretary, session, email=CHARLIE.email)
    browsers = [browser_of(account) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        codes = sorted(pool.map(lambda browser: browser.post(link).status_code, browsers))

    assert codes == [303, 409, 409, 409]


def test_two_who_sign_up_on_one_invitation_make_one_account(secretary, session):
    link = invite(secretary, session)
    first, second = client_for(SERVICE), client_for(SERVICE)
    for browser in (first, second):
        browser.post(link)
        browser.post("/account/sign-up/details", data=ABOUT)

    assert first.post("/account/sign-up/password", data={"_without": "1"}).status_code == 303
    assert second.post("/account/sign-up/password", data={"_without": "1"}).status_code == 409


def test_a_withdrawn_invitation_opens_nothing(secretary, session, client):
    link = invite(secretary, session)
    invitation = session.scalars(select(Invitation)).one()

    secretary.post(f"/account/invitations/{invitation.id}/withdrawal")

    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 409


def test_an_invitation_ends_after_seven_days(secretary, session, client):
    link = invite(secretary, session)

    with time_machine.travel(clock.now() + timedelta(days=7, seconds=1)):
        assert client.get(link).status_code == 410


def test_an_invitation_needs_a_role(secretary):
    answer = secretary.post("/account/invitations", data={"email": "zoe@example.org", "language": "en"})

    assert answer.status_code == 422
    assert "Choose at least one role." in answer.text
    assert 'value="zoe@example.org"' in answer.text


def test_a_form_sent_twice_invites_once(secretary, session):
    for _click in range(2):
        secretary.post("/account/invitations", data={**TYPED, "_key": "one-form"})

    assert len(session.scalars(select(Invitation)).all()) == 1


def test_only_the_secretariat_invites(session):
    alice = browser_of(open_account(session, ALICE))

    assert alice.post("/account/invitations", data=TYPED).status_code == 403
