"""Preparing meetings, and answering whether one comes."""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.errors import Conflict, Forbidden
from forum_service.boards.models import Board
from forum_service.dates.actions import tell_meeting
from forum_service.meetings.models import CalendarKey, Meeting, MeetingAnswer
from forum_service.meetings.queries import invited_ids
from forum_service.meetings.rules import AHEAD, SHOWN_BY_CALENDARS, WHEN_AND_WHERE
from forum_service.posts.actions import write_post
from forum_service.posts.place import Author, Words
from forum_service.posts.rendering import parse, to_html
from forum_service.telling import tell
from forum_service.topics.actions import place_topic
from forum_service.urls import absolute, slugify

# The forum in which meetings are talked about.
GROUP_FORUM = "iag"


def call_meeting(
    session: Session, data: dict[str, Any], *, by: Author, now: datetime, origin: str
) -> Meeting:
    """A new meeting; those invited are told."""
    meeting = Meeting(slug=_free_slug(session, data["title"]), created_at=now, sequence=0)
    _set(meeting, data, now=now)
    _note_asked(meeting, now=now)
    session.add(meeting)
    session.flush()
    tell_invited(session, meeting, "reminder_meeting", by=by, now=now, origin=origin)
    tell_meeting(session, meeting)
    return meeting


def _free_slug(session: Session, title: str) -> str:
    wanted = slugify(title)[:60].strip("-") or "meeting"
    taken = set(session.scalars(select(Meeting.slug).where(Meeting.slug.startswith(wanted, autoescape=True))))
    taken |= {"new", "calendar"}
    numbered = (f"{wanted}-{number}" for number in range(2, 10_000))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


def _set(meeting: Meeting, data: dict[str, Any], *, now: datetime) -> None:
    for name, value in data.items():
        setattr(meeting, name, value)
    meeting.agenda_html, meeting.report_html = _html(meeting.agenda), _html(meeting.report)
    meeting.changed_at = now


def _html(raw: str | None) -> str:
    return to_html(parse(raw), people={}) if raw else ""


def _note_asked(meeting: Meeting, *, now: datetime) -> None:
    """Those invited are told now: close to the day that is the reminder, long before it one is to come."""
    close = meeting.starts_on <= now.date() + AHEAD
    meeting.reminded_at = (meeting.reminded_at or now) if close else None


def change_meeting(
    session: Session, meeting: Meeting, data: dict[str, Any], *, by: Author, now: datetime, origin: str
) -> None:
    """Other facts. Calendars hear of what they show, those invited of another day, hour or place."""
    before = {name: getattr(meeting, name) for name in SHOWN_BY_CALENDARS}
    _set(meeting, data, now=now)
    changed = {name for name, value in before.items() if getattr(meeting, name) != value}
    meeting.sequence += bool(changed)
    if changed & set(WHEN_AND_WHERE):
        _note_asked(meeting, now=now)
    session.flush()
    tell_meeting(session, meeting)
    if changed & set(WHEN_AND_WHERE):
        tell_invited(session, meeting, "reminder_meeting_changed", by=by, now=now, origin=origin)


def cancel_meeting(
    session: Session, meeting: Meeting, *, cancelled: bool, by: Author, now: datetime, origin: str
) -> None:
    """Call a meeting off, or on again."""
    if meeting.cancelled == cancelled:
        raise Conflict(_("Somebody did this before you."))
    meeting.cancelled, meeting.changed_at = cancelled, now
    meeting.sequence += 1
    if not cancelled:
        _note_asked(meeting, now=now)
    session.flush()
    what = "reminder_meeting_cancelled" if cancelled else "reminder_meeting"
    tell_invited(session, meeting, what, by=by, now=now, origin=origin)
    tell_meeting(session, meeting)


def tell_invited(
    session: Session, meeting: Meeting, what: str, *, by: Author, now: datetime, origin: str
) -> None:
    """News of a meeting that is still to come, for all who are invited but whoever makes them."""
    if meeting.ends_on < now.date():
        return
    invited = [account for account in invited_ids(session, meeting) if account != by.id]
    tell(
        session,
        what,
        key=f"meeting/{meeting.id}",
        title=meeting.title,
        url=absolute(f"/iag/meetings/{meeting.slug}", origin=origin),
        recipients=dict.fromkeys(invited, "participant"),
        now=now,
        excerpt=meeting.summary[:300],
        actor_id=str(by.id),
        actor_name=by.name,
        words=[
            {"name": "from", "value": meeting.starts_on.isoformat()},
            {"name": "until", "value": meeting.ends_on.isoformat()},
            {"name": "place", "value": meeting.place},
        ],
    )


def answer_meeting(
    session: Session, meeting: Meeting, account_id: UUID, *, answer: str, words: str, now: datetime
) -> None:
    """Say whether one comes; until the meeting is over one can change one's mind."""
    if meeting.cancelled:
        raise Conflict(_("This meeting does not take place."))
    if meeting.ends_on < now.date():
        raise Conflict(_("This meeting is over."))
    values = {"answer": answer, "words": words, "answered_at": now}
    row = insert(MeetingAnswer).values(meeting_id=meeting.id, account_id=account_id, **values)
    session.execute(row.on_conflict_do_update(index_elements=["meeting_id", "account_id"], set_=values))


def open_discussion(
    session: Session, meeting: Meeting, author: Author, *, text: str, now: datetime, origin: str
) -> int:
    """The topic in which the meeting is prepared and talked about, in the forum of the group."""
    if meeting.topic_id is not None:
        raise Conflict(_("This meeting has its topic already."))
    board = session.execute(select(Board.__table__).where(Board.slug == GROUP_FORUM)).one_or_none()
    if board is None:
        raise Forbidden(_("There is no forum for the meetings."))
    place = place_topic(session, board, author, title=meeting.title, language="en", now=now)
    words = Words(raw=text, language="en")
    write_post(session, place, author, words, now=now, origin=origin)
    meeting.topic_id = place.topic_id
    session.flush()
    return place.topic_id


def new_calendar_key(session: Session, account_id: UUID, *, now: datetime) -> str:
    """A new secret for the address of one's calendar; the one before opens nothing any more."""
    secret = secrets.token_urlsafe(24)
    values = {"digest": digest(secret), "made_at": now}
    row = insert(CalendarKey).values(account_id=account_id, **values)
    session.execute(row.on_conflict_do_update(index_elements=["account_id"], set_=values))
    return secret


def digest(secret: str) -> str:
    """What is kept of the secret."""
    return sha256(secret.encode()).hexdigest()


def revoke_calendar_key(session: Session, account_id: UUID) -> None:
    """No address opens the calendar any more."""
    session.execute(delete(CalendarKey).where(CalendarKey.account_id == account_id))
