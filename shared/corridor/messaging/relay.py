"""Takes committed events out of the outbox, in order and in batches, and hands them to the transport.

One relay a service: the others wait for its advisory lock. The lock belongs to the database session that
also marks what was published, so a relay that lost its session can mark nothing.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import psycopg
import structlog
from psycopg import Connection

from corridor import clock
from corridor.faults import fault
from corridor.messaging.envelope import Message
from corridor.messaging.transports import Transport

BATCH = 200
LOCK = 0x0C02E1A1

log = structlog.get_logger("corridor.messaging.relay")


def publish_batch(connection: Connection, transport: Transport, *, limit: int = BATCH) -> int:
    """Publish the oldest unpublished events and mark them. How many were settled; 0 when none is due."""
    messages = _due(connection, limit)
    if not messages:
        return 0
    receipt = transport.publish(messages)
    fault("relay.after_publish")
    _mark_published(connection, receipt.confirmed)
    _put_off(connection, receipt.returned)
    settled = len(receipt.confirmed) + len(receipt.returned)
    log.debug("published", confirmed=len(receipt.confirmed), returned=len(receipt.returned))
    return settled


def _due(connection: Connection, limit: int) -> Sequence[Message]:
    rows = connection.execute(
        "SELECT event_id, type, body FROM outbox"
        " WHERE published_at IS NULL AND (retry_at IS NULL OR retry_at <= %s)"
        " ORDER BY position LIMIT %s",
        [clock.now(), limit],
    )
    return [Message(id=event_id, type=type_, body=body) for event_id, type_, body in rows]


def _mark_published(connection: Connection, ids: set[UUID]) -> None:
    if ids:
        statement = "UPDATE outbox SET published_at = %s, retry_at = NULL WHERE event_id = ANY(%s)"
        connection.execute(statement, [clock.now(), list(ids)])


def _put_off(connection: Connection, ids: set[UUID]) -> None:
    """Nobody has a queue for these: let others pass, and ask again in a while (ten minutes at most)."""
    if not ids:
        return
    connection.execute(
        "UPDATE outbox SET returns = returns + 1,"
        " retry_at = %s + least(interval '5 s' * power(2, least(returns, 10)), interval '10 min')"
        " WHERE event_id = ANY(%s)",
        [clock.now(), list(ids)],
    )
    log.info("nobody_listens", events=len(ids))


class RelayConnection:
    """The database session of one relay: takes the lock, hears of new rows, is closed on any error."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(
            url,
            autocommit=True,
            connect_timeout=5,
            application_name="corridor-relay",
            options="-c statement_timeout=15000",
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=3,
        )

    def is_mine(self) -> bool:
        """Whether this relay is the one that works; true ever after once it is."""
        row = self.connection.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()
        return bool(row and row[0])

    def listen(self) -> None:
        self.connection.execute("LISTEN outbox")

    def wait(self, patience: timedelta) -> None:
        """Until something was recorded, or for `patience`."""
        for _ in self.connection.notifies(timeout=patience.total_seconds(), stop_after=1):
            return

    def close(self) -> None:
        self.connection.close()
