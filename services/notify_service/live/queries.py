"""What the process of open pages reads."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.messaging.tables import revocations
from notify_service.inbox.models import Counter
from notify_service.live.rules import State


def state_of(session: Session, account_id: UUID) -> State:
    """How much waits for somebody."""
    return states_of(session, [account_id]).get(account_id, State())


def states_of(session: Session, accounts: Collection[UUID]) -> dict[UUID, State]:
    """How much waits for each; who never had anything is missing."""
    query = select(Counter.account_id, Counter.sequence, Counter.unread)
    rows = session.execute(query.where(Counter.account_id.in_(accounts)))
    return {account_id: State(sequence=sequence, unread=unread) for account_id, sequence, unread in rows}


def revoked_now(session: Session, *, now: datetime) -> dict[int, tuple[str | None, UUID | None]]:
    """The sessions and accounts that were ended of late, by the number of the row that says so."""
    rows = revocations.c
    query = select(rows.id, rows.sid, rows.account_id).where(rows.expires_at > now)
    return {number: (sid, account_id) for number, sid, account_id in session.execute(query)}
