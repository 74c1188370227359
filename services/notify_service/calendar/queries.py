"""Reading dates, always with the eyes of somebody."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, cast, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.orm import Session
from sqlalchemy.types import Text

from notify_service.calendar.models import Date
from notify_service.calendar.rules import AHEAD, BACK, TOLD_REMOVED, seen_as


class Somebody(Protocol):
    """Whose dates: a member."""

    @property
    def account_id(self) -> UUID: ...

    @property
    def roles(self) -> Collection[str]: ...


def dates_between(session: Session, member: Somebody, start: datetime, end: datetime) -> Sequence[Date]:
    """What begins, ends or goes on between two moments and concerns the member, the earliest first."""
    goes_on = (Date.starts_at < end) & (func.coalesce(Date.ends_at, Date.starts_at) >= start)
    query = select(Date).where(goes_on, ~Date.removed, visible_to(member.account_id, member.roles))
    return session.scalars(query.order_by(Date.starts_at, Date.key)).all()


def dates_for_calendar(session: Session, member: Somebody, *, now: datetime) -> Sequence[Date]:
    """What a calendar program is told: long back and far ahead, and what was called off of late."""
    within = Date.starts_at.between(now - BACK, now + AHEAD)
    told = ~Date.removed | (Date.changed_at > now - TOLD_REMOVED)
    query = select(Date).where(within, told, visible_to(member.account_id, member.roles))
    return session.scalars(query.order_by(Date.starts_at, Date.key)).all()


def find_date(session: Session, member: Somebody, key: str) -> Date | None:
    """A date that the member may see."""
    mine = visible_to(member.account_id, member.roles)
    return session.scalar(select(Date).where(Date.key == key, mine))


def visible_to(account_id: UUID, roles: Collection[str]) -> ColumnElement[bool]:
    """The one rule of who sees a date."""
    named = Date.accounts.contains([account_id])
    held = sorted(seen_as(roles))
    return or_(named, Date.roles.overlap(cast(array(held), ARRAY(Text)))) if held else named
