"""Groups: founded by the secretariat, kept by owners, joined by request, left at the end of a term."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from account_service.accounts.models import Account
from account_service.audit.actions import Actor
from account_service.groups.acting import By
from account_service.groups.clock import turn_terms
from account_service.groups.members import change_term
from account_service.groups.models import Group, GroupRequest
from account_service.groups.rules import slug_of
from account_service.invitations.models import Invitation
from account_service.roles.models import RoleGrant
from account_service.roles.queries import GrantNotFound
from account_service.roles.terms import Term, months_later
from account_service.service import SERVICE
from corridor import clock
from corridor.testing import ALICE, BOB, CHARLIE, SECRETARY, app_for, persona, settings_for
from tests.account_service.world import browser_of, events, open_account

EVE = persona("eve", "expert")
GROUP = {
    "name": "Taxonomists",
    "description": "Names of species",
    "admission": "request",
    "term_months": "24",
}
PATH = "/account/groups/taxonomists"


@pytest.fixture
def secretary(session):
    return browser_of(open_account(session, SECRETARY))


@pytest.fixture
def group(secretary):
    answer = secretary.post("/account/groups", data=GROUP)
    assert (answer.status_code, answer.location) == (303, f"{PATH}/desk"), answer.text
    return PATH


@pytest.fixture
def alice(session):
    return open_account(session, ALICE)


@pytest.fixture
def bob(session):
    return open_account(session, BOB)


def roles_of(session, account):
    session.rollback()
    return session.scalar(select(Account.roles).where(Account.account_id == account.account_id))


def grant_of(session, account):
    session.rollback()
    mine = (RoleGrant.account_id == account.account_id, RoleGrant.role == "group")
    return session.scalars(select(RoleGrant).where(*mine, RoleGrant.withdrawn_at.is_(None))).one()


def told(session, what):
    session.rollback()
    return [one for one in events(session, "forum.member_told.v1") if one["what"] == what]


def turn(session):
    parts = app_for(SERVICE).extensions["corridor"]
    turn_terms(parts.sessions, parts.settings)
    session.rollback()


def in_days(days):
    return (clock.now() + timedelta(days=days)).date().isoformat()


def test_a_group_is_founded_and_told_of(session, group, secretary):
    assert "Taxonomists" in secretary.get("/account/groups").text
    told_of = events(session, "account.group_changed.v1")[-1]
    assert (told_of["slug"], told_of["name"], told_of["active"]) == ("taxonomists", "Taxonomists", True)


def test_only_the_secretariat_founds(alice):
    assert browser_of(alice).post("/account/groups", data=GROUP).status_code == 403


def test_who_is_taken_in_holds_the_role_everywhere(session, group, secretary, bob):
    assert secretary.post(f"{group}/members", data={"handle": "@bob"}).status_code == 303

    assert "group:taxonomists" in roles_of(session, bob)
    assert "group:taxonomists" in events(session, "account.account_changed.v1")[-1]["roles"]
    assert grant_of(session, bob).ends_on == months_later(clock.now().date(), 24)
    assert "Bob" in secretary.get(group).text
    assert "Taxonomists" in secretary.get("/account/members/bob").text


def test_nobody_is_taken_in_twice(group, secretary, bob):
    secretary.post(f"{group}/members", data={"handle": "bob"})

    answer = secretary.post(f"{group}/members", data={"handle": "bob"})

    assert answer.status_code == 409
    assert "holds this role already" in answer.text


def test_a_request_is_told_to_the_owners_and_answered(session, group, secretary, bob):
    theirs = browser_of(bob)
    assert theirs.post(f"{group}/requests", data={"words": "I name mosses"}).status_code == 303
    assert "I name mosses" in secretary.get(f"{group}/desk").text
    asked = session.scalars(select(GroupRequest)).one()

    yes = {"accepted": "yes", "answer": "Welcome"}
    assert secretary.post(f"{group}/requests/{asked.id}", data=yes).status_code == 303

    assert "group:taxonomists" in roles_of(session, bob)
    assert told(session, "message_group_asked")[0]["actor_name"] == "Bob"
    assert told(session, "message_group_answered")[0]["excerpt"] == "Welcome"
    assert secretary.post(f"{group}/requests/{asked.id}", data=yes).status_code == 404


def test_a_request_can_be_declined_or_taken_back(session, group, secretary, bob):
    theirs = browser_of(bob)
    theirs.post(f"{group}/requests")
    assert theirs.post(f"{group}/requests").status_code == 409
    asked = session.scalars(select(GroupRequest)).one()
    secretary.post(f"{group}/requests/{asked.id}", data={"accepted": "no"})
    theirs.post(f"{group}/requests")

    assert theirs.post(f"{group}/requests/withdrawal").status_code == 303

    assert "group:taxonomists" not in roles_of(session, bob)
    assert "Ask to join" in theirs.get(group).text


def test_a_group_by_invitation_is_not_asked(group, secretary, bob):
    secretary.post(f"{group}/edit", data=GROUP | {"admission": "invitation"})

    assert browser_of(bob).post(f"{group}/requests").status_code == 403


def test_owners_decide_and_members_do_not(session, group, secretary, alice, bob):
    hers, his = browser_of(alice), browser_of(bob)
    assert hers.get(f"{group}/desk").status_code == 403
    secretary.post(f"{group}/owners", data={"handle": "alice"})

    assert hers.post(f"{group}/members", data={"handle": "bob"}).status_code == 303

    assert his.get(f"{group}/desk").status_code == 403
    assert his.post(f"{group}/members", data={"handle": "alice"}).status_code == 403
    assert "group:taxonomists" in roles_of(session, bob)


def test_a_group_keeps_an_owner(session, group, secretary, alice):
    owner = session.scalars(select(Account).where(Account.handle == "secretary")).one()
    path = f"{group}/owners/{owner.account_id}/removal"
    assert secretary.post(path).status_code == 409

    secretary.post(f"{group}/owners", data={"handle": "alice"})

    assert secretary.post(path).status_code == 303


def test_a_term_begins_and_ends_by_the_clock(session, group, secretary, bob):
    days = {"handle": "bob", "starts_on": in_days(10), "ends_on": in_days(100)}
    assert secretary.post(f"{group}/members", data=days).status_code == 303
    turn(session)
    assert "group:taxonomists" not in roles_of(session, bob)

    with time_machine.travel(clock.now() + timedelta(days=11)):
        turn(session)
        assert "group:taxonomists" in roles_of(session, bob)
    with time_machine.travel(clock.now() + timedelta(days=101)):
        turn(session)

    assert "group:taxonomists" not in roles_of(session, bob)
    assert told(session, "reminder_term_ended")


def test_the_end_of_a_term_is_told_once_before(session, group, secretary, bob):
    secretary.post(f"{group}/members", data={"handle": "bob", "ends_on": in_days(30)})
    turn(session)
    turn(session)

    (notice,) = told(session, "reminder_term_ends")
    assert len(notice["recipients"]) == 2
    assert notice["url"].endswith(f"/members/{grant_of(session, bob).id}/handover")
    assert "Who follows Bob?" in browser_of(bob).get(notice["url"].removeprefix("http://localhost")).text


def test_an_alternate_stands_in_and_follows(session, group, secretary, alice, bob):
    secretary.post(f"{group}/members", data={"handle": "bob"})
    secretary.post(f"{group}/members", data={"handle": "alice", "alternate_for": str(bob.account_id)})
    assert "stands in for Bob" in secretary.get(group).text
    path = f"{group}/members/{grant_of(session, bob).id}/handover"

    answer = browser_of(bob).post(path, data={"handle": "alice", "starts_on": in_days(0)})

    assert answer.status_code == 303
    assert "group:taxonomists" not in roles_of(session, bob)
    assert grant_of(session, alice).alternate_for is None


def test_who_stood_in_for_somebody_whose_role_was_withdrawn_is_a_member(
    session, group, secretary, alice, bob
):
    secretary.post(f"{group}/members", data={"handle": "bob"})
    secretary.post(f"{group}/members", data={"handle": "alice", "alternate_for": str(bob.account_id)})

    answer = secretary.post(f"/account/members/bob/roles/{grant_of(session, bob).id}/withdrawal")

    assert answer.status_code == 303
    assert "group:taxonomists" not in roles_of(session, bob)
    assert grant_of(session, alice).alternate_for is None


def test_a_member_hands_over_only_within_the_group(session, group, secretary, alice, bob):
    secretary.post(f"{group}/members", data={"handle": "bob"})
    path = f"{group}/members/{grant_of(session, bob).id}/handover"
    form = {"handle": "alice", "starts_on": in_days(5)}

    assert browser_of(bob).post(path, data=form).status_code == 422
    assert browser_of(alice).get(path).status_code == 404
    assert secretary.post(path, data=form).status_code == 303

    assert grant_of(session, bob).ends_on.isoformat() == in_days(4)
    assert not grant_of(session, alice).begun


def test_nobody_prolongs_their_own_term_by_passing_it_on(session, group, secretary, alice, bob):
    secretary.post(f"{group}/members", data={"handle": "bob", "ends_on": in_days(10)})
    secretary.post(f"{group}/members", data={"handle": "alice"})
    path = f"{group}/members/{grant_of(session, bob).id}/handover"

    late = browser_of(bob).post(path, data={"handle": "alice", "starts_on": in_days(5000)})
    assert late.status_code == 422
    assert "too late" in late.text
    assert browser_of(bob).post(path, data={"handle": "alice", "starts_on": in_days(11)}).status_code == 303

    assert grant_of(session, bob).ends_on.isoformat() == in_days(10)


def test_a_member_shortens_nobodys_term_by_passing_on(session, group, secretary, alice, bob):
    secretary.post(f"{group}/members", data={"handle": "bob", "ends_on": in_days(90)})
    secretary.post(f"{group}/members", data={"handle": "alice", "ends_on": in_days(300)})
    path = f"{group}/members/{grant_of(session, bob).id}/handover"
    form = {"handle": "alice", "starts_on": in_days(1), "ends_on": in_days(1)}

    assert browser_of(bob).post(path, data=form).status_code == 303

    assert grant_of(session, alice).ends_on.isoformat() == in_days(300)
    assert grant_of(session, bob).ends_on.isoformat() == in_days(0)


@pytest.mark.parametrize(
    "days",
    [
        {"ends_on": "2001-01-01"},
        {"starts_on": "9999-12-31"},
        {"ends_on": "soon"},
        {"starts_on": "0001-01-01"},
    ],
)
def test_impossible_terms_are_refused(group, secretary, bob, days):
    assert secretary.post(f"{group}/members", data={"handle": "bob", **days}).status_code == 422


def test_the_term_is_changed(session, group, secretary, bob):
    secretary.post(f"{group}/members", data={"handle": "bob"})
    path = f"{group}/members/{grant_of(session, bob).id}"
    assert secretary.get(path).status_code == 200

    assert secretary.post(path, data={"ends_on": in_days(60)}).status_code == 303
    assert secretary.post(path, data={"alternate_for": str(bob.account_id)}).status_code == 422

    assert grant_of(session, bob).ends_on.isoformat() == in_days(60)


def test_the_end_is_told_again_only_when_it_changes(session, group, secretary, alice, bob):
    for handle in ("alice", "bob"):
        secretary.post(f"{group}/members", data={"handle": handle, "ends_on": in_days(30)})
    turn(session)
    path = f"{group}/members/{grant_of(session, bob).id}"

    other = {"ends_on": in_days(30), "alternate_for": str(alice.account_id)}
    assert secretary.post(path, data=other).status_code == 303
    turn(session)
    assert len(told(session, "reminder_term_ends")) == 2

    secretary.post(path, data=other | {"ends_on": in_days(20)})
    turn(session)
    assert len(told(session, "reminder_term_ends")) == 3


def test_the_term_of_whoever_was_removed_meanwhile_is_not_changed(session, group, secretary, bob):
    secretary.post(f"{group}/members", data={"handle": "bob", "starts_on": in_days(5)})
    grant = grant_of(session, bob)
    held = (session.get_one(Group, "taxonomists"), grant, session.get_one(Account, bob.account_id))
    secretary.post(f"{group}/members/{grant.id}/removal")
    now = clock.now()
    by = By(actor=Actor(id=None, name="Corridor"), settings=settings_for(SERVICE), now=now)

    with pytest.raises(GrantNotFound):
        change_term(session, *held, term=Term(starts_on=now.date()), by=by)

    assert "group:taxonomists" not in roles_of(session, bob)


def test_a_request_is_not_taken_back_while_it_is_answered(session, group, secretary, bob):
    theirs = browser_of(bob)
    theirs.post(f"{group}/requests")
    session.scalars(select(Group).with_for_update()).one()
    with ThreadPoolExecutor() as pool:
        withdrawal = pool.submit(theirs.post, f"{group}/requests/withdrawal")
        with pytest.raises(TimeoutError):
            withdrawal.result(timeout=0.5)
        asked = session.scalars(select(GroupRequest)).one()
        asked.decided_at, asked.accepted = clock.now(), True
        session.commit()

        assert withdrawal.result().status_code == 404

    assert session.scalars(select(GroupRequest)).one().accepted


def test_members_leave_and_are_removed(session, group, secretary, alice, bob):
    for handle in ("alice", "bob"):
        secretary.post(f"{group}/members", data={"handle": handle})
    path = f"{group}/members/{grant_of(session, bob).id}/removal"
    assert "Remove from the group?" in secretary.get(path).text
    assert secretary.post(path).status_code == 303
    hers = browser_of(alice)
    assert "Leave the group?" in hers.get(f"{group}/leaving").text
    assert hers.post(f"{group}/leaving").status_code == 303

    assert "group:taxonomists" not in roles_of(session, alice) + roles_of(session, bob)
    assert hers.get(f"{group}/leaving").status_code == 404


def test_a_closed_group_is_gone_and_its_slug_stays_its_own(session, group, secretary, bob):
    secretary.post(f"{group}/members", data={"handle": "bob"})
    assert secretary.post(f"{group}/closing").status_code == 303

    assert "group:taxonomists" not in roles_of(session, bob)
    assert secretary.get(group).status_code == 404
    assert secretary.post("/account/groups", data=GROUP).location == "/account/groups/taxonomists-2/desk"


def test_who_asks_to_join_hears_that_a_group_is_closed(session, group, secretary, bob):
    browser_of(bob).post(f"{group}/requests")

    secretary.post(f"{group}/closing")

    (answer,) = told(session, "message_group_answered")
    assert answer["recipients"][0]["account_id"] == str(bob.account_id)
    assert (answer["excerpt"], answer["url"]) == ("The group was closed.", "http://localhost/account/groups")
    assert session.scalars(select(GroupRequest)).one().accepted is False


def test_strangers_see_no_groups(session, group, client):
    charlie = browser_of(open_account(session, CHARLIE))
    assert charlie.get("/account/groups").status_code == 403
    assert client.get(group).status_code == 303


def test_any_role_has_a_term(session, secretary, bob):
    days = {"role": "bureau", "ends_on": in_days(90)}
    chosen = secretary.post("/account/members/bob/roles/new", data=days)
    page = secretary.get(chosen.location).text
    assert f'name="ends_on" value="{in_days(90)}"' in page

    assert secretary.post("/account/members/bob/roles", data=days).status_code == 303
    with time_machine.travel(clock.now() + timedelta(days=91)):
        turn(session)

    assert "bureau" not in roles_of(session, bob)
    wrong = secretary.post("/account/members/bob/roles", data={"role": "bureau", "ends_on": "soon"})
    assert wrong.status_code == 422


def test_invitations_name_groups_and_a_term(session, group, secretary):
    form = {"email": "ana@example.org", "language": "en", "groups": ["taxonomists"], "ends_on": in_days(200)}
    assert secretary.post("/account/invitations", data=form).status_code == 303
    assert secretary.post("/account/invitations", data=form | {"groups": ["none"]}).status_code == 422
    assert secretary.post("/account/invitations", data=form | {"ends_on": "2001-01-01"}).status_code == 422

    session.rollback()
    invitation = session.scalars(select(Invitation)).one()
    assert (invitation.roles, invitation.ends_on.isoformat()) == (["group:taxonomists"], in_days(200))


def test_slugs_and_months():
    assert slug_of("Équipe: Réseau 3") == "equipe-reseau-3"
    assert slug_of("分类") == "group"
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 27)
    assert months_later(date(2026, 12, 1), 12) == date(2027, 11, 30)
