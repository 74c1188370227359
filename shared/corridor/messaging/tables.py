"""The library's own tables in each service's database (migrations: corridor/db/migrations)."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    func,
    text,
)

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

# What no longer opens anything: tokens of a session, of an account, or an API key, issued before a moment.
revocations = Table(
    "revocations",
    library,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("account_id", Uuid),
    Column("session_id", Text),
    Column("key_id", Text),
    Column("not_before", DateTime(timezone=True), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("ix_revocations_recorded_at", "recorded_at"),
)

# The first answer to a form or an API call, given again when the same key comes back.
idempotency_keys = Table(
    "idempotency_keys",
    library,
    Column("owner", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("path", Text, nullable=False),
    Column("status", Integer),
    Column("location", Text),
    Column("body", Text),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("ix_idempotency_keys_created_at", "created_at"),
)
