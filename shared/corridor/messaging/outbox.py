"""Events leave a service through its outbox: rows written in the transaction of what they tell.

No broker is touched here; the relay takes the rows later, so an event is sent if and only if its change
was committed.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from corridor import clock
from corridor.ids import uuid7
from corridor.messaging.envelope import encode
from corridor.messaging.event import Event
from corridor.messaging.tables import outbox, rows_changed

# How long published events stay, to be sent again on request.
KEPT = timedelta(hours=72)


def record(session: Session, event: Event, *, sequence: int | None = None) -> UUID:
    """Write `event` into the outbox of the running transaction; its id.

    `sequence` orders events of one subject that carry state: a handler ignores what is older than it has.
    """
    event_id, now = uuid7(), clock.now()
    session.execute(
        insert(outbox).values(
            event_id=event_id,
            type=event.type,
            subject=event.subject,
            sequence=sequence,
            body=encode(event, event_id=event_id, time=now, sequence=sequence),
            recorded_at=now,
        )
    )
    return event_id


def send_again(session: Session, *, since: datetime, types: list[str] | None = None) -> int:
    """Let the relay send past events once more; who has had them takes no notice. How many they are."""
    past = outbox.c.published_at.is_not(None) & (outbox.c.recorded_at >= since)
    if types is not None:
        past &= outbox.c.type.in_(types)
    again = update(outbox).where(past).values(published_at=None, retry_at=None)
    return rows_changed(session, again)


def purge_outbox(session: Session) -> int:
    """Drop what was sent more than 72 hours ago, and what found no listener for as long."""
    old = outbox.c.recorded_at < clock.now() - KEPT
    settled = or_(outbox.c.published_at.is_not(None), outbox.c.returns > 0)
    some = select(outbox.c.position).where(old, settled).order_by(outbox.c.recorded_at).limit(5000)
    return rows_changed(session, delete(outbox).where(outbox.c.position.in_(some)))
