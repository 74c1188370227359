"""What the clock does with calls: one call a step, so that a failure holds up no other."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from forum_service.boards.models import Board
from forum_service.calls.actions import note_closed
from forum_service.calls.models import Call
from forum_service.calls.rules import next_reminder
from forum_service.calls.telling import tell_closing, tell_opened
from forum_service.members.queries import find_name
from forum_service.posts.place import Author, Place
from forum_service.topics.models import Topic


def keep_calls(sessions: sessionmaker[Session], settings: Any) -> bool:
    """Tell of a call that opened, is about to close, or has closed; whether there was one."""
    with transaction(sessions) as session:
        now, origin = clock.now(), settings.base_url
        return (
            _open_next(session, now=now, origin=origin)
            or _remind_next(session, now=now, origin=origin)
            or _close_next(session, now=now, origin=origin)
        )


def _open_next(session: Session, *, now: datetime, origin: str) -> bool:
    call = _next(session, Call.opened_told_at.is_(None), Call.opens_at <= now)
    if call is None:
        return False
    call.opened_told_at = now
    session.flush()
    tell_opened(session, call, _place(session, call), _opener(session, call), now=now, origin=origin)
    return True


def _remind_next(session: Session, *, now: datetime, origin: str) -> bool:
    call = _next(session, Call.remind_at <= now)
    if call is None:
        return False
    call.remind_at = next_reminder(opens_at=call.opens_at, closes_at=call.closes_at, after=now)
    session.flush()
    if now < call.closes_at:
        tell_closing(session, call, now=now, origin=origin)
    return True


def _close_next(session: Session, *, now: datetime, origin: str) -> bool:
    call = _next(session, Call.closed_told_at.is_(None), Call.closes_at <= now)
    if call is None:
        return False
    note_closed(session, call, now=now, origin=origin)
    return True


def _next(session: Session, *due: ColumnElement[bool]) -> Call | None:
    query = select(Call).where(Call.withdrawn_at.is_(None), *due).order_by(Call.id).limit(1)
    return session.scalars(query.with_for_update(skip_locked=True, key_share=True)).one_or_none()


def _opener(session: Session, call: Call) -> Author:
    known = find_name(session, call.opened_by)
    return Author(
        id=call.opened_by,
        name=known.name if known else "",
        organisation=known.organisation if known else "",
    )


def _place(session: Session, call: Call) -> Place:
    columns = (
        *(Topic.id, Topic.slug, Topic.title, Topic.audience, Topic.board_id),
        *(Board.slug.label("board_slug"), Board.name.label("board_name")),
    )
    query = select(*columns).join(Board, Board.id == Topic.board_id).where(Topic.id == call.topic_id)
    row: Any = session.execute(query).one()
    return Place.of(row)
