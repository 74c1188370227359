"""Leaving: asked for, undone, carried out by the clock."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from account_service.accounts.models import Account
from account_service.audit.queries import first_broken
from account_service.bulk.models import Batch
from account_service.farewells.actions import WAIT
from account_service.farewells.clock import keep_farewells
from account_service.invitations.models import Invitation
from account_service.roles.models import RoleGrant
from account_service.service import SERVICE
from corridor import clock
from corridor.testing import ALICE, BOB, SECRETARY, app_for
from tests.account_service.world import browser_of, events, mails, open_account

LEAVING = "/account/leaving"
FORM = {"kind": "anonymise", "posts": "keep", "handle": "@alice"}


@pytest.fixture
def account(session):
    return open_account(session, ALICE)


@pytest.fixture
def alice(account):
    return browser_of(account)


def wait(session, days=WAIT.days + 1):
    parts = app_for(SERVICE).extensions["corridor"]
    with time_machine.travel(clock.now() + timedelta(days=days)):
        while keep_farewells(parts.sessions, parts.settings):
            pass
    session.rollback()
    session.expire_all()


def test_leaving_waits_and_can_be_undone(session, alice, account):
    assert alice.post(LEAVING, data=FORM).status_code == 303
    assert "You asked to leave" in alice.get(LEAVING).text
    assert mails(session, "security_notice")[0]["values"]["what"] == "farewell_asked"
    wait(session, days=13)
    assert session.get(Account, account.account_id).active

    assert alice.post(f"{LEAVING}/undoing").status_code == 303
    wait(session)

    assert session.get(Account, account.account_id).name == "Alice"
    assert alice.post(f"{LEAVING}/undoing").status_code == 404


def test_the_name_is_gone_everywhere_and_nobody_signs_in(session, alice, account, client):
    alice.post(LEAVING, data=FORM)
    account_id = account.account_id
    wait(session)

    gone = session.get(Account, account_id)
    assert (gone.name, gone.organisation, gone.roles, gone.active) == ("", "", [], False)
    told = events(session, "account.account_changed.v1")[-1]
    assert (told["name"], told["handle"], told["email"], told["active"]) == ("", "", "", False)
    assert events(session, "account.account_left.v1")[-1]["posts"] == "keep"
    signing_in = client.post("/account/sign-in", data={"email": ALICE.email, "password": "three tall herons"})
    assert signing_in.status_code != 303
    assert alice.get("/account/profile").status_code == 303


def test_a_deleted_account_leaves_no_row_but_the_record(session, alice, account):
    account_id = account.account_id
    alice.post(LEAVING, data=FORM | {"kind": "delete", "posts": "remove"})
    wait(session)

    assert session.get(Account, account_id) is None
    grants = select(func.count()).select_from(RoleGrant).where(RoleGrant.account_id == account_id)
    assert session.scalar(grants) == 0
    assert events(session, "account.account_left.v1")[-1]["posts"] == "remove"
    assert first_broken(session) is None


def test_owners_of_groups_can_leave(session, account, alice):
    secretary = browser_of(open_account(session, SECRETARY))
    secretary.post("/account/groups", data={"name": "Mosses", "admission": "request"})
    secretary.post("/account/groups/mosses/owners", data={"handle": "alice"})
    secretary.post("/account/groups/mosses/members", data={"handle": "alice"})
    alice.post(LEAVING, data=FORM | {"kind": "delete"})
    wait(session)

    secretary.get("/account/groups")
    assert "Alice" not in secretary.get("/account/groups/mosses").text


@pytest.mark.parametrize("kind", ["anonymise", "delete"])
def test_what_somebody_gave_names_them_no_more(session, kind):
    bob = open_account(session, BOB)
    leaver = browser_of(open_account(session, SECRETARY))
    leaver.post("/account/members/bob/roles", data={"role": "bureau"})
    leaver.post("/account/invitations", data={"email": "a@b.org", "language": "en", "roles": ["expert"]})
    leaver.post("/account/invitations/lists", data={"lines": "email,roles\nc@b.org,expert\n"})

    leaver.post(LEAVING, data=FORM | {"handle": SECRETARY.handle, "kind": kind})
    wait(session)

    given = select(RoleGrant.granted_by_name).where(
        RoleGrant.account_id == bob.account_id, RoleGrant.role == "bureau"
    )
    for name in (given, select(Invitation.invited_by_name), select(Batch.made_by_name)):
        assert session.scalars(name).one() == "Corridor"


@pytest.mark.parametrize("wrong", [{"handle": "bob"}, {"kind": "vanish"}, {"posts": ""}, {"handle": ""}])
def test_it_must_be_meant(alice, wrong):
    answer = alice.post(LEAVING, data=FORM | wrong)

    assert answer.status_code == 422
    assert "You asked to leave" not in alice.get(LEAVING).text


def test_one_wish_at_a_time(alice):
    alice.post(LEAVING, data=FORM)

    assert alice.post(LEAVING, data=FORM).status_code == 409


def test_an_old_sign_in_has_to_be_confirmed_first(alice, client):
    assert client.get(LEAVING).status_code == 303
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert alice.get(LEAVING).location.startswith("/account/sign-in/again?return_to=")
        assert alice.post(LEAVING, data=FORM).location.startswith("/account/sign-in/again")


def test_the_address_is_free_again(session, alice, account):
    alice.post(LEAVING, data=FORM)
    wait(session)

    assert open_account(session, ALICE).handle == "alice"


def test_an_open_invitation_is_void_when_its_address_leaves(session, alice, account):
    form = {"email": ALICE.email, "name": "Alice", "language": "en", "roles": ["expert"]}
    browser_of(open_account(session, SECRETARY)).post("/account/invitations", data=form)
    invitation = session.scalars(select(Invitation)).one_or_none()
    assert invitation is not None
    alice.post(LEAVING, data=FORM)

    # As if it had been sent just before the day.
    with time_machine.travel(clock.now() + WAIT + timedelta(hours=1)):
        invitation.expires_at = clock.now() + timedelta(days=5)
        session.commit()
        parts = app_for(SERVICE).extensions["corridor"]
        keep_farewells(parts.sessions, parts.settings)
    session.expire_all()

    left = session.scalars(select(Invitation)).one()
    assert left.revoked_at is not None
    assert (left.email, left.email_key) == ("", "")
