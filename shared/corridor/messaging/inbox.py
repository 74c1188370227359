"""Events enter a service through its inbox: stored first, worked from there afterwards (working.py)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor import clock
from corridor.messaging.envelope import Poison, open_envelope, poison_id
from corridor.messaging.tables import inbox, rows_changed

# Longer than any peer could still send an event again.
KEPT = timedelta(days=14)


def store(session: Session, bodies: Iterable[str]) -> int:
    """Put what arrived into the inbox; what is there already is left alone. How many were new.

    What cannot be read is parked at once, with its body and the reason.
    """
    rows = [_row(body) for body in bodies]
    if not rows:
        return 0
    result = session.execute(insert(inbox).on_conflict_do_nothing().returning(inbox.c.event_id), rows)
    return len(result.all())


def _row(body: str) -> dict[str, Any]:
    now = clock.now()
    common = {"body": body, "received_at": now}
    try:
        envelope = open_envelope(body)
    except Poison as poison:
        parked = {"event_id": poison_id(body), "type": "", "subject": "", "sequence": None}
        return {**common, **parked, "state": "parked", "error": str(poison), "worked_at": now}
    meta = envelope.meta
    known = {"event_id": meta.id, "type": envelope.type, "subject": meta.subject, "sequence": meta.sequence}
    return {**common, **known, "state": "pending", "error": None, "worked_at": None}


def work_again(session: Session, *, event_id: UUID | None = None) -> int:
    """Let parked events (or one of them) be worked once more. How many they are."""
    parked = inbox.c.state == "parked"
    if event_id is not None:
        parked &= inbox.c.event_id == event_id
    fresh = {"state": "pending", "attempts": 0, "next_attempt_at": None, "error": None}
    return rows_changed(session, update(inbox).where(parked).values(fresh))


def purge_inbox(session: Session) -> int:
    """Drop some of what was done long ago. How many rows; call again while it is not zero."""
    old = (inbox.c.state == "done") & (inbox.c.worked_at < clock.now() - KEPT)
    some = select(inbox.c.event_id).where(old).order_by(inbox.c.worked_at).limit(5000)
    return rows_changed(session, delete(inbox).where(inbox.c.event_id.in_(some)))
