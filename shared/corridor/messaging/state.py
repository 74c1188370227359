"""How the messages of a service are doing, in numbers a person can act on."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corridor import clock
from corridor.messaging.tables import inbox, outbox


@dataclass(frozen=True, kw_only=True)
class State:
    """What waits, since when, and what is parked."""

    unpublished: int
    unheard: int
    oldest_unpublished: timedelta
    pending: int
    oldest_pending: timedelta
    parked: int


def state_of(session: Session) -> State:
    """Count by the partial indexes, whatever the size of the tables."""
    unpublished = outbox.c.published_at.is_(None)
    pending = inbox.c.state == "pending"
    heard = outbox.c.returns == 0
    waiting, first_recorded = session.execute(
        select(func.count(), func.min(outbox.c.recorded_at)).where(unpublished, heard)
    ).one()
    due, first_received = session.execute(
        select(func.count(), func.min(inbox.c.received_at)).where(pending)
    ).one()
    now = clock.now()
    return State(
        unpublished=waiting,
        unheard=_count(session, unpublished & ~heard),
        oldest_unpublished=now - (first_recorded or now),
        pending=due,
        oldest_pending=now - (first_received or now),
        parked=_count(session, inbox.c.state == "parked"),
    )


def _count(session: Session, condition: object) -> int:
    return session.execute(select(func.count()).where(condition)).scalar_one()  # type: ignore[arg-type]
