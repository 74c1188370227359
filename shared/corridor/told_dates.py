"""Dates that a service tells the others of: told again when something of them changed, and only then.

A date is an event with state (`forum.date_set.v1`): what was told last is kept under its `key`, with a
version that grows with each telling. So whoever changes something tells it at once, and a job that looks at
all dates now and then finds what changed by itself: a topic that was moved, a forum that fewer people read.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy import BigInteger, Text, select, text
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from corridor.db.types import BoolFalse, Json, Moment
from corridor.messaging import outbox
from corridor.messaging.event import Event, decode


class ToldDateMixin:
    """What was told of a date last."""

    __tablename__ = "told_dates"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger, server_default=text("0"), default=0)
    facts: Mapped[Json] = mapped_column(server_default=text("'{}'"), default=dict)
    # The last moment of it: what is over is left alone.
    until: Mapped[Moment]
    removed: Mapped[BoolFalse]


class DateEvent(Protocol):
    """What all events of dates have in common."""

    @property
    def key(self) -> str: ...
    @property
    def starts_at(self) -> str: ...
    @property
    def ends_at(self) -> str | None: ...
    @property
    def removed(self) -> bool: ...
    def to_data(self) -> dict[str, Any]: ...


def tell_date(session: Session, told: type[Any], event: Any) -> bool:
    """Record the event of a date unless the others know all of it; whether it was news.

    `told` is the service's own table (a `ToldDateMixin`). A date nobody has heard of is not told to be off.
    """
    until = last_moment(event)
    row = insert(told).values(key=event.key, version=0, facts={}, until=until, removed=True)
    session.execute(row.on_conflict_do_nothing())
    # Two who tell of one date come one after the other.
    query = select(told).where(told.key == event.key).with_for_update()
    known = session.scalars(query.execution_options(populate_existing=True)).one()
    facts = event.to_data()
    if known.facts == facts or (known.removed and event.removed):
        return False
    known.version += 1
    known.facts, known.until, known.removed = facts, until, event.removed
    session.flush()
    outbox.record(session, event, sequence=known.version)
    return True


def tell_all_dates(
    session: Session, told: type[Any], events: Iterable[Any], *, kind: type[Event], now: datetime
) -> int:
    """Tell of all dates to come as they are at present; those no longer among them are off. How many news."""
    present = {event.key: event for event in events}
    news = sum(tell_date(session, told, present[key]) for key in sorted(present))
    open_ones = select(told).where(~told.removed, told.until > now).order_by(told.key)
    gone = [date for date in session.scalars(open_ones) if date.key not in present]
    off = (decode(kind.type, date.facts | {"removed": True}) for date in gone)
    return news + sum(tell_date(session, told, event) for event in off)


def last_moment(event: DateEvent) -> datetime:
    """When a date is over; a day alone is taken as that day in UTC."""
    return aware(event.ends_at or event.starts_at)


def aware(moment: str) -> datetime:
    """The moment of an ISO 8601 text."""
    found = datetime.fromisoformat(moment)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def create_told_dates(op: Any) -> None:
    """The table, for migrations; frozen with the migrations that call it."""
    op.create_table(
        "told_dates",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("facts", JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_told_dates"),
    )
