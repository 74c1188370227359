"""Who sees which date, and how dates follow what other services tell."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from corridor.events.account import AccountLeft
from corridor.events.forum import DateSet
from corridor.events.matchmaking import DateSet as MatchDateSet
from corridor.testing import ALICE, BOB, CHARLIE, DATABASES, add_member, settings_for
from corridor.testing.personas import persona
from notify_service.calendar.forgetting import forget_old_dates
from notify_service.calendar.models import Date
from notify_service.calendar.queries import dates_between
from notify_service.members.models import Member
from notify_service.service import SERVICE
from tests.notify_service.world import happen, members

SOON = datetime(2026, 12, 1, 14, tzinfo=UTC)
GRACE = persona("grace", "focal_point:KE")


def meeting(**changes: Any) -> DateSet:
    """A meeting of the advisory group."""
    fields: dict[str, Any] = {
        "key": "meeting/3",
        "what": "meeting",
        "title": "Third meeting",
        "url": "http://localhost/iag/meetings/third",
        "starts_at": SOON.isoformat(),
        "ends_at": (SOON + timedelta(hours=2)).isoformat(),
        "time_zone": "America/Toronto",
        "roles": ["iag_member"],
    }
    return DateSet(**fields | changes)


def titles(session, who, start=SOON - timedelta(days=14), end=SOON + timedelta(days=14)) -> list[str]:
    """What stands in somebody's calendar."""
    member = add_member(session, Member, who)
    return [date.title for date in dates_between(session, member, start, end)]


def test_a_date_is_for_who_holds_one_of_its_roles(session):
    members(session, ALICE, CHARLIE)
    happen(session, meeting())

    assert titles(session, ALICE) == ["Third meeting"]
    assert titles(session, CHARLIE) == []


def test_a_role_is_meant_whatever_its_scope(session):
    members(session, GRACE)
    happen(session, meeting(roles=["focal_point"]))
    happen(session, meeting(key="meeting/4", title="Of Mali", roles=["focal_point:ML"]))

    assert titles(session, GRACE) == ["Third meeting"]


def test_member_means_everybody_with_a_role(session):
    members(session, BOB, CHARLIE)
    happen(session, meeting(roles=["member"]))

    assert titles(session, BOB) == ["Third meeting"]
    assert titles(session, CHARLIE) == []


def test_a_milestone_is_for_those_it_names(session):
    members(session, ALICE, BOB)
    named = [str(BOB.account_id)]
    about = {"key": "case/1/milestone/2", "what": "milestone", "title": "Maps", "url": "http://localhost/m"}
    happen(session, MatchDateSet(**about, starts_at=SOON.isoformat(), accounts=named))

    assert titles(session, BOB) == ["Maps"]
    assert titles(session, ALICE) == []


def test_a_moved_meeting_moves_and_older_news_change_nothing(session):
    members(session, ALICE)
    later = (SOON + timedelta(days=100)).isoformat()
    happen(session, meeting(starts_at=later, ends_at=None), sequence=2)
    happen(session, meeting(), sequence=1)

    assert titles(session, ALICE) == []
    assert titles(session, ALICE, end=SOON + timedelta(days=101)) == ["Third meeting"]


def test_what_is_off_is_gone(session):
    members(session, ALICE)
    happen(session, meeting(), sequence=1)
    happen(session, meeting(removed=True), sequence=2)

    assert titles(session, ALICE) == []


def test_what_goes_on_belongs_to_the_days_it_goes_on(session):
    members(session, ALICE)
    happen(session, meeting(ends_at=(SOON + timedelta(days=3)).isoformat()))

    assert titles(session, ALICE, SOON + timedelta(days=2), SOON + timedelta(days=5)) == ["Third meeting"]
    assert titles(session, ALICE, SOON + timedelta(days=4), SOON + timedelta(days=5)) == []


def test_dates_come_in_their_order(session):
    members(session, ALICE)
    happen(session, meeting(key="meeting/2", title="B", starts_at=(SOON + timedelta(days=1)).isoformat()))
    happen(session, meeting(key="meeting/1", title="A"))

    assert titles(session, ALICE) == ["A", "B"]


@pytest.mark.parametrize(
    ("starts", "ends", "last"),
    [("2026-12-01", None, 1), ("2026-12-01", "2026-12-04", 3), ("2026-12-01", "2026-11-03", 1)],
)
def test_days_alone_are_meant_whole_where_it_takes_place(session, starts, ends, last):
    happen(session, meeting(starts_at=starts, ends_at=ends, time_zone="Pacific/Auckland"))

    date = session.scalars(select(Date)).one()
    assert date.whole_days
    assert date.starts_at.astimezone(UTC) == datetime(2026, 11, 30, 11, tzinfo=UTC)
    assert date.ends_at.astimezone(UTC) == datetime(2026, 12, last, 11, tzinfo=UTC)


def test_a_zone_that_means_nothing_is_utc(session):
    happen(session, meeting(time_zone="Atlantis/Poseidonis", starts_at="2026-12-01T10:00:00"))

    date = session.scalars(select(Date)).one()
    assert (date.time_zone, date.starts_at) == ("UTC", datetime(2026, 12, 1, 10, tzinfo=UTC))


def test_who_left_for_good_is_named_no_more(session):
    members(session, BOB)
    happen(session, meeting(accounts=[str(BOB.account_id)]))

    happen(session, AccountLeft(account_id=str(BOB.account_id), posts="keep"))

    session.expire_all()
    assert session.scalars(select(Date.accounts)).one() == []


def test_what_lies_long_behind_is_forgotten(session):
    members(session, ALICE)
    happen(session, meeting())
    happen(session, meeting(key="meeting/1", starts_at="2024-01-01T10:00:00+00:00", ends_at=None))
    with time_machine.travel(SOON):
        forget_old_dates(DATABASES.sessions(SERVICE), settings_for(SERVICE))

    assert session.scalars(select(Date.key)).all() == ["meeting/3"]
