"""Telling other services of meetings and of the ends of calls and polls."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.db.engine import settings_of
from corridor.events.forum import DateSet
from corridor.told_dates import tell_all_dates, tell_date
from forum_service.dates.models import ToldDate
from forum_service.dates.queries import deadlines, find_deadline, meetings_to_come
from forum_service.dates.rules import span_of
from forum_service.meetings.models import Meeting
from forum_service.meetings.rules import GROUP_ONLY
from forum_service.urls import absolute

# As many accounts as an event names.
MOST = 500
_PATHS = {"call": "/forum/calls", "poll": "/forum/polls"}


def tell_meeting(session: Session, meeting: Meeting) -> None:
    """A meeting as it is now, for those who are invited."""
    tell_date(session, ToldDate, _meeting(meeting, origin=_origin(session)))


def tell_deadline(session: Session, kind: str, thing_id: int) -> None:
    """When a "call" or a "poll" closes, for those who may read its topic."""
    found = find_deadline(session, kind, thing_id)
    if found is not None:
        tell_date(session, ToldDate, _deadline(kind, found, origin=_origin(session)))


def tell_everything(session: Session, *, now: datetime) -> int:
    """Bring all dates that the others know up to date; how many were not."""
    events = _present(session, now=now, origin=_origin(session))
    return tell_all_dates(session, ToldDate, events, kind=DateSet, now=now)


def _present(session: Session, *, now: datetime, origin: str) -> Iterator[DateSet]:
    for meeting in meetings_to_come(session, now=now):
        yield _meeting(meeting, origin=origin)
    for kind in _PATHS:
        yield from (_deadline(kind, row, origin=origin) for row in deadlines(session, kind, now=now))


def _origin(session: Session) -> str:
    return str(settings_of(session).base_url)


def _meeting(meeting: Meeting, *, origin: str) -> DateSet:
    return DateSet(
        key=f"meeting/{meeting.id}",
        what="meeting",
        title=meeting.title,
        url=absolute(f"/iag/meetings/{meeting.slug}", origin=origin),
        **span_of(meeting),
        place=meeting.place,
        time_zone=meeting.time_zone,
        roles=sorted(meeting.invited_roles or GROUP_ONLY),
        removed=meeting.cancelled,
    )


def _deadline(kind: str, row: Row[Any], *, origin: str) -> DateSet:
    return DateSet(
        key=f"{kind}/{row.id}",
        what=f"{kind}_closes",
        title=row.title,
        url=absolute(f"{_PATHS[kind]}/{row.id}", origin=origin),
        starts_at=row.closes_at.isoformat(),
        language=row.language,
        roles=[] if row.audience is not None else sorted(set(row.read_roles)),
        accounts=sorted(str(account) for account in row.audience or ())[:MOST],
        removed=row.off,
    )
