"""Reading the dates there are, with who may know of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from forum_service.meetings.models import Meeting
from forum_service.sql import statement

# Whoever reads one of the forums of a topic may know of its dates; an unlisted topic is in no calendar.
_DEADLINE = """
    SELECT d.id, {title} AS title, d.language, d.closes_at, {off} OR t.hidden OR t.unlisted AS off,
        t.audience, b.read_roles || COALESCE(s.read_roles, '{}') AS read_roles
    FROM {table} d
    JOIN topics t ON t.id = d.topic_id
    JOIN boards b ON b.id = t.board_id
    LEFT JOIN boards s ON s.id = t.second_board_id
    WHERE d.closes_at IS NOT NULL AND {which}
"""
_CALL = {"table": "calls", "title": "d.title", "off": "d.withdrawn_at IS NOT NULL"}
_POLL = {"table": "polls", "title": "d.question", "off": "false"}
_TO_COME = "d.closes_at > :now"
_ONE = {
    "call": statement(_DEADLINE, which="d.id = :id", **_CALL),
    "poll": statement(_DEADLINE, which="d.id = :id", **_POLL),
}
_ALL = {
    "call": statement(_DEADLINE, which=_TO_COME, **_CALL),
    "poll": statement(_DEADLINE, which=_TO_COME, **_POLL),
}


def find_deadline(session: Session, kind: str, thing_id: int) -> Row[Any] | None:
    """The end of a call or a poll; None for a poll without one."""
    return session.execute(_ONE[kind], {"id": thing_id}).one_or_none()


def deadlines(session: Session, kind: str, *, now: datetime) -> Sequence[Row[Any]]:
    """Those to come."""
    return session.execute(_ALL[kind], {"now": now}).all()


def meetings_to_come(session: Session, *, now: datetime) -> Sequence[Meeting]:
    """The meetings that are not over anywhere: the last day ends later in the west."""
    yesterday = (now - timedelta(days=1)).date()
    return session.scalars(select(Meeting).where(Meeting.ends_on >= yesterday)).all()
