"""Invitations by the list: read, looked at, confirmed, sent line by line, reported; nobody twice."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from account_service.bulk.clock import send_lists
from account_service.bulk.models import Line
from account_service.bulk.rules import Known, for_spreadsheets, read_entries, text_of
from account_service.groups.models import Group
from account_service.invitations.models import Invitation
from account_service.roles.models import RoleGrant
from account_service.roles.terms import months_later
from account_service.schedule import forget_old
from account_service.service import SERVICE
from corridor import clock
from corridor.errors import Invalid
from corridor.testing import ALICE, BOB, SECRETARY, app_for
from tests.account_service.world import browser_of, events, mails, open_account, path_of

LISTS = "/account/invitations/lists"
HEAD = "email,name,language,roles,groups,starts_on,ends_on\n"
KNOWN = Known(centres=["cse"], groups=["mosses"], languages=["en", "fr"], today=date(2026, 11, 1))


@pytest.fixture
def secretary(session):
    session.add(Group(slug="mosses", name="Mosses", admission="invitation", version=1))
    return browser_of(open_account(session, SECRETARY))


def read(browser, lines):
    file = (io.BytesIO((HEAD + lines).encode()), "people.csv")
    return browser.post(LISTS, data={"_file": file}, content_type="multipart/form-data")


def send(session):
    parts = app_for(SERVICE).extensions["corridor"]
    while send_lists(parts.sessions, parts.settings):
        pass
    session.rollback()


def states(session):
    session.rollback()
    return {line.number: line.state for line in session.scalars(select(Line))}


def test_a_list_is_looked_at_before_anything_is_sent(session, secretary):
    answer = read(secretary, "ana@example.org,Ana,fr,expert,mosses,,2027-06-30\nnobody,,xx,emperor,,,soon\n")
    page = secretary.get(answer.location).text

    assert "1 line is in order." in page
    for wrong in (
        "“nobody” is no e-mail address.",
        "There is no role or group “emperor”.",
        "Language “xx” is not one of ours.",
        "“soon” is no day: write 2027-12-31.",
    ):
        assert wrong in page
    assert not mails(session, "invitation")


def test_the_good_lines_are_sent_with_groups_and_term(session, secretary):
    place = read(secretary, "ana@example.org,Ana,fr,expert,mosses,,2040-06-30\nnobody,,,expert,,,\n").location
    assert secretary.post(f"{place}/confirmation").status_code == 303
    assert secretary.get(place).headers["Refresh"]

    send(session)

    (mail,) = mails(session, "invitation")
    assert (mail["email"], mail["language"], mail["values"]["roles"]) == (
        "ana@example.org",
        "fr",
        ["Expert", "Mosses"],
    )
    page = secretary.get(place)
    assert "The list is done." in page.text
    assert "Refresh" not in page.headers
    invitation = session.scalars(select(Invitation)).one()
    assert (invitation.roles, invitation.ends_on) == (["expert", "group:mosses"], date(2040, 6, 30))
    assert secretary.post(f"{place}/confirmation").status_code == 409


def test_nobody_is_invited_twice(session, secretary):
    lines = "ana@example.org,Ana,en,expert,,,\nANA@example.org,Ana,en,bureau,,,\n"
    for _ in range(2):
        place = read(secretary, lines).location
        secretary.post(f"{place}/confirmation")
        send(session)

    assert len(mails(session, "invitation")) == 1
    assert "The same address as in line 2." in secretary.get(place).text
    assert "invited already" in secretary.get(place).text


def test_members_are_given_what_they_do_not_hold(session, secretary):
    open_account(session, BOB)
    place = read(secretary, f"{BOB.email},,en,expert bureau,mosses,,2030-01-01\n").location
    secretary.post(f"{place}/confirmation")

    send(session)

    assert states(session) == {2: "granted"}
    granted = [one["role"] for one in events(session, "account.role_granted.v1")]
    assert granted == ["bureau", "group"]
    terms = session.scalars(select(RoleGrant.ends_on).where(RoleGrant.role == "group")).all()
    assert terms == [date(2030, 1, 1)]


def test_the_usual_term_of_a_group_holds_for_the_listed_and_the_invited(session, secretary):
    session.execute(update(Group).values(term_months=24))
    session.commit()
    bob, alice = open_account(session, BOB), open_account(session, ALICE)
    place = read(secretary, f"{BOB.email},,en,expert,mosses,,\n").location
    secretary.post(f"{place}/confirmation")
    send(session)
    invitation = {"email": ALICE.email, "language": "en", "groups": ["mosses"]}
    secretary.post("/account/invitations", data=invitation)
    browser_of(alice).post(path_of(mails(session, "invitation")[0]))

    session.rollback()
    rows = session.execute(select(RoleGrant.account_id, RoleGrant.ends_on).where(RoleGrant.role == "group"))
    usual = months_later(clock.now().date(), 24)
    assert {row.account_id: row.ends_on for row in rows} == {bob.account_id: usual, alice.account_id: usual}


def test_nobody_lists_themselves_into_a_role(session, secretary):
    place = read(secretary, f"{SECRETARY.email},,en,bureau,,,\n").location
    secretary.post(f"{place}/confirmation")
    send(session)

    assert states(session) == {2: "failed"}


def test_the_invited_hold_the_roles_for_the_term(session, secretary, client):
    place = read(secretary, "ana@example.org,Ana Lima,en,expert,mosses,,2031-06-30\n").location
    secretary.post(f"{place}/confirmation")
    send(session)
    accept = path_of(mails(session, "invitation")[0])

    client.post(accept)
    client.post("/account/sign-up/details", data={"name": "Ana Lima", "country": "BR", "languages": ["pt"]})
    client.post("/account/sign-up/password", data={"password": "four tall herons"})

    session.rollback()
    ends = session.scalars(select(RoleGrant.ends_on).where(RoleGrant.role.in_(["group", "expert"]))).all()
    assert ends == [date(2031, 6, 30)] * 2


def test_the_invited_hold_the_rest_when_a_group_was_closed(session, secretary, client):
    place = read(secretary, "ana@example.org,Ana Lima,en,expert,mosses,,2031-06-30\n").location
    secretary.post(f"{place}/confirmation")
    send(session)
    assert secretary.post("/account/groups/mosses/closing").status_code == 303

    client.post(path_of(mails(session, "invitation")[0]))
    client.post("/account/sign-up/details", data={"name": "Ana Lima", "country": "BR", "languages": ["pt"]})
    client.post("/account/sign-up/password", data={"password": "four tall herons"})

    session.rollback()
    roles = session.scalars(select(RoleGrant.role).where(RoleGrant.role.in_(["group", "expert"]))).all()
    assert roles == ["expert"]


def test_a_waiting_line_takes_nobody_into_a_closed_group(session, secretary):
    open_account(session, BOB)
    place = read(secretary, f"{BOB.email},,en,expert bureau,mosses,,2030-01-01\n").location
    secretary.post(f"{place}/confirmation")
    secretary.post("/account/groups/mosses/closing")

    send(session)

    granted = [one["role"] for one in events(session, "account.role_granted.v1")]
    assert granted == ["bureau"]


def test_a_role_that_is_to_come_already_stands_in_no_ones_way(session, secretary):
    bob = browser_of(open_account(session, BOB))
    place = read(secretary, f"{BOB.email},,en,bureau,mosses,2030-01-01,\n").location
    secretary.post(f"{place}/confirmation")
    invitation = {"email": BOB.email, "language": "en", "roles": ["bureau", "coordination"]}
    assert secretary.post("/account/invitations", data=invitation).status_code == 303
    send(session)

    answer = bob.post(path_of(mails(session, "invitation")[0]))

    assert answer.status_code == 303
    granted = [one["role"] for one in events(session, "account.role_granted.v1")]
    assert granted == ["bureau", "group", "coordination"]


def test_a_list_is_discarded(session, secretary):
    place = read(secretary, "ana@example.org,,en,expert,,,\n").location

    assert secretary.post(f"{place}/discarding").status_code == 303

    assert secretary.get(place).status_code == 404


def test_lists_are_forgotten_once_they_are_long_done(session, secretary):
    sent, kept = (read(secretary, f"{name}@example.org,,en,expert,,,\n").location for name in ("ana", "eva"))
    secretary.post(f"{sent}/confirmation")
    send(session)
    parts = app_for(SERVICE).extensions["corridor"]

    forget_old(parts.sessions, parts.settings)
    assert secretary.get(sent).status_code == secretary.get(kept).status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=31)):
        forget_old(parts.sessions, parts.settings)

    session.rollback()
    assert session.scalars(select(Line)).all() == []


def test_the_report_is_safe_to_open(session, secretary):
    place = read(secretary, "ana@example.org,=1+1,en,expert,,,\n").location
    report = secretary.get(f"{place}/report.csv")

    assert "'=1+1" in report.text
    assert report.data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("lines", ["", "name\nAna\n", "email\n", '"', "email\n" + "a@b.org\n" * 2001])
def test_what_is_no_list_of_people_is_refused(secretary, lines):
    answer = secretary.post(LISTS, data={"lines": lines})

    assert answer.status_code == 422
    assert "<h1" in answer.text


def test_only_the_secretariat_reads_lists(session):
    alice = browser_of(open_account(session, ALICE))

    assert alice.get(LISTS).status_code == 403
    assert alice.post(LISTS, data={"lines": HEAD}).status_code == 403


def test_files_of_the_world_are_read():
    french = "Courriel;Nom;Rôles\r\nana@example.org;Hélène;expert centre_staff:cse\r\n"
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        (entry,) = read_entries(text_of(french.encode(encoding)), KNOWN)
        assert (entry.name, entry.roles, entry.errors) == ("Hélène", ["centre_staff:cse", "expert"], [])


@pytest.mark.parametrize("days", ["2004-12-31,", ",2026-10-31", "2027-02-01,2027-01-31", ",2047-01-01"])
def test_a_line_whose_term_nobody_can_be_given_is_wrong(days):
    (entry,) = read_entries(f"{HEAD}ana@example.org,Ana,en,expert,,{days}\n", KNOWN)

    assert len(entry.errors) == 1


def test_files_too_large_are_refused(app):
    with app.test_request_context("/"), pytest.raises(Invalid):
        text_of(b"x" * 1_000_001)


def test_formulas_are_disarmed():
    assert [for_spreadsheets(cell) for cell in ("=A1", "-1", "ana")] == ["'=A1", "'-1", "ana"]
