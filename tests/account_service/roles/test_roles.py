"""Roles: granted and withdrawn by the secretariat."""

import pytest
from sqlalchemy import select

from account_service.accounts.models import Account
from account_service.audit.actions import Actor
from account_service.audit.models import AuditRow
from account_service.roles.actions import withdraw_role
from account_service.roles.models import Centre, RoleGrant
from account_service.roles.queries import GrantNotFound
from account_service.roles.rules import is_grantable
from corridor import clock
from corridor.testing import ALICE, BOB, SECRETARY
from tests.account_service.world import browser_of, events, open_account

GRANT = {"role": "focal_point", "scope": "KE"}


@pytest.fixture
def secretary(session):
    return browser_of(open_account(session, SECRETARY))


@pytest.fixture
def alice(session):
    return open_account(session, ALICE)


def roles_of(session, account):
    session.rollback()
    return session.scalar(select(Account.roles).where(Account.account_id == account.account_id))


def test_a_role_is_chosen_confirmed_and_granted(session, secretary, alice):
    chosen = secretary.post("/account/members/alice/roles/new", data={"role": "focal_point", "party": "KE"})
    assert chosen.location == "/account/members/alice/roles/confirm?role=focal_point&scope=KE"
    assert "National focal point, Kenya" in secretary.get(chosen.location).text

    answer = secretary.post("/account/members/alice/roles", data=GRANT)

    assert (answer.status_code, answer.location) == (303, "/account/members/alice")
    assert "focal_point:KE" in roles_of(session, alice)
    assert "National focal point, Kenya" in secretary.get("/account/members/alice").text


def test_the_other_services_hear_of_it(session, secretary, alice):
    secretary.post("/account/members/alice/roles", data=GRANT)

    granted = events(session, "account.role_granted.v1")[-1]
    assert (granted["role"], granted["scope"], granted["granted_by_name"]) == (
        "focal_point",
        "KE",
        "Secretary",
    )
    assert "focal_point:KE" in events(session, "account.account_changed.v1")[-1]["roles"]
    assert events(session, "account.sessions_revoked.v1")[-1]["reason"] == "roles_changed"


def test_the_member_has_the_role_with_the_next_click(session, secretary):
    bob = open_account(session, BOB)
    theirs = browser_of(bob)
    assert theirs.get("/account/audit").status_code == 403

    secretary.post("/account/members/bob/roles", data={"role": "secretariat"})

    assert theirs.get("/account/audit").status_code == 200


def test_a_role_of_a_party_needs_the_party(secretary, alice):
    answer = secretary.post("/account/members/alice/roles/new", data={"role": "focal_point"})

    assert answer.status_code == 422
    assert "Say which one the role is for." in answer.text


@pytest.mark.parametrize(
    ("role", "scope"),
    [("emperor", ""), ("focal_point", "XX"), ("focal_point", ""), ("expert", "KE"), ("", "")],
)
def test_roles_that_do_not_exist_are_refused(secretary, alice, role, scope):
    answer = secretary.post("/account/members/alice/roles", data={"role": role, "scope": scope})

    assert answer.status_code == 422


def test_a_role_held_already_is_a_conflict(secretary, alice):
    assert secretary.post("/account/members/alice/roles", data={"role": "expert"}).status_code == 409


def test_centres_are_those_that_matchmaking_told_of(session, secretary, alice):
    session.add(Centre(slug="cse", name="Centre de suivi", kind="centre", active=True))
    session.commit()

    secretary.post("/account/members/alice/roles", data={"role": "centre_staff", "scope": "cse"})

    assert "Staff of a centre, Centre de suivi" in secretary.get("/account/members/alice").text


def test_a_role_is_withdrawn_after_a_question(session, secretary, alice):
    grant = session.scalars(select(RoleGrant).where(RoleGrant.role == "expert")).one()
    path = f"/account/members/alice/roles/{grant.id}/withdrawal"
    assert "Withdraw this role?" in secretary.get(path).text

    assert secretary.post(path).status_code == 303

    assert roles_of(session, alice) == ["iag_member"]
    assert secretary.post(path).status_code == 404


def test_a_withdrawal_that_comes_second_takes_nothing(session, secretary, alice):
    grant = session.scalars(select(RoleGrant).where(RoleGrant.role == "expert")).one()
    path = f"/account/members/alice/roles/{grant.id}/withdrawal"
    assert secretary.post(path).status_code == 303
    assert secretary.post("/account/members/alice/roles", data={"role": "expert"}).status_code == 303

    with pytest.raises(GrantNotFound):
        withdraw_role(session, alice, grant, actor=Actor(id=None, name="Another"), now=clock.now())
    session.rollback()

    assert "expert" in roles_of(session, alice)


def test_nobody_changes_their_own_roles(session, secretary):
    answer = secretary.post("/account/members/secretary/roles", data={"role": "bureau"})

    assert answer.status_code == 403


def test_only_the_secretariat_grants(session, alice):
    browser = browser_of(alice)

    assert browser.get("/account/members/alice/roles/new").status_code == 403
    assert browser.post("/account/members/alice/roles", data=GRANT).status_code == 403


def test_each_grant_is_written_down(session, secretary, alice):
    secretary.post("/account/members/alice/roles", data=GRANT)

    row = session.scalars(select(AuditRow)).one()
    assert (row.actor_name, row.act, row.subject_name, row.object) == (
        "Secretary",
        "role_granted",
        "Alice",
        "focal_point:KE",
    )
    assert "granted a role" in secretary.get("/account/audit").text


def test_an_old_sign_in_has_to_be_confirmed_first(session, secretary, alice):
    from datetime import timedelta

    import time_machine

    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        answer = secretary.get("/account/members/alice/roles/new")
        assert answer.location.startswith("/account/sign-in/again?return_to=")

        secretary.post("/account/sign-in/again", data={"password": "three tall herons"})

        assert secretary.get("/account/members/alice/roles/new").status_code == 200


def test_rules_know_scopes_by_kind():
    assert is_grantable("expert", None, centres=[])
    assert is_grantable("focal_point", "EU", centres=[])
    assert is_grantable("centre_staff", "cse", centres=["cse"])
    assert not is_grantable("centre_staff", "KE", centres=["cse"])
