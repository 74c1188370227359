"""Takes committed events out of the outbox, in order and in batches, and hands them to the transport.

One relay a service: the others wait for its advisory lock. The lock belongs to the database session that
also marks what was published, so a relay that lost its session can mark nothing.
"""

from collections.abc import Sequence
from uuid import UUID

import structlog
from psycopg import Connection

from corridor import clock
from corridor.faults import fault
from corridor.messaging.bell import Bell
from corridor.messaging.envelope import Message
from corridor.messaging.loops import Stop
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
    return len(receipt.confirmed) + len(receipt.returned)


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


def relay(url: str, transport: Transport, stop: Stop) -> None:
    """Publish what is recorded until told to stop; waits while another process does so for this service."""
    with Bell(url, "outbox") as bell:
        while not stop() and not bell.take_lock(LOCK):
            stop.wait(1)
        while not stop():
            if not publish_batch(bell.connection, transport):
                bell.wait(1)
