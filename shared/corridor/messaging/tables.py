"""The library's own tables in each service's database (migrations: corridor/db/migrations)."""

from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    CursorResult,
    DateTime,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import UpdateBase

from corridor.db.base import new_metadata

library = new_metadata()

outbox = Table(
    "outbox",
    library,
    Column("position", BigInteger, Identity(), primary_key=True),
    Column("event_id", Uuid, nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("sequence", BigInteger),
    # The whole wire form, so that a replay sends what was sent.
    Column("body", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("published_at", DateTime(timezone=True)),
    # Set when the broker had no queue for it: the relay lets others pass and tries again then.
    Column("retry_at", DateTime(timezone=True)),
    Column("returns", Integer, nullable=False, server_default=text("0")),
    Index("ix_outbox_unpublished", "position", postgresql_where=text("published_at IS NULL")),
    Index("ix_outbox_recorded_at", "recorded_at"),
)

inbox = Table(
    "inbox",
    library,
    Column("event_id", Uuid, primary_key=True),
    # The order of arrival.
    Column("position", BigInteger, Identity(), nullable=False),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("sequence", BigInteger),
    Column("body", Text, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("state", Text, nullable=False, server_default="pending"),
    # Counted before the work begins, so that a worker that dies on an event leaves a trace.
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    # NULL: at once.
    Column("next_attempt_at", DateTime(timezone=True)),
    Column("error", Text),
    Column("worked_at", DateTime(timezone=True)),
    CheckConstraint("state IN ('pending', 'done', 'parked')", name="state"),
    Index("ix_inbox_pending", "position", postgresql_where=text("state = 'pending'")),
    Index("ix_inbox_parked", "position", postgresql_where=text("state = 'parked'")),
    Index("ix_inbox_worked_at", "worked_at"),
)

# The event types this service has asked its peers for; a new one makes them send the last days again.
subscriptions = Table(
    "subscriptions",
    library,
    Column("type", Text, primary_key=True),
    Column("since", DateTime(timezone=True), nullable=False, server_default=func.now()),
)

# What no longer holds although its token is in order (corridor.auth.revocations).
revocations = Table(
    "revocations",
    library,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("sid", Text),
    Column("account_id", Uuid),
    Column("not_before", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Index("ix_revocations_sid", "sid"),
    Index("ix_revocations_account_id", "account_id"),
    Index("ix_revocations_expires_at", "expires_at"),
)

# The first answer to a form, given again when its key comes back (corridor.web.idempotency).
idempotency_keys = Table(
    "idempotency_keys",
    library,
    Column("actor", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("status", SmallInteger),
    Column("location", Text),
    Index("ix_idempotency_keys_created_at", "created_at"),
)

# How often a key was used in a window (corridor.web.limits). Unlogged: a crash forgets it, and that is fine.
use_counts = Table(
    "use_counts",
    library,
    Column("key", Text, primary_key=True),
    Column("since", DateTime(timezone=True), primary_key=True),
    Column("count", Integer, nullable=False),
)


def rows_changed(session: Session, statement: UpdateBase) -> int:
    """Run an UPDATE or DELETE; how many rows it met."""
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
