"""Works the inbox: an event's effect and the mark on its row are one transaction.

So each event takes effect once, however often it is delivered and whenever a process dies.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row, Select, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.faults import fault
from corridor.messaging.envelope import open_envelope
from corridor.messaging.event import Permanent, Transient, decode
from corridor.messaging.tables import inbox
from corridor.service import Handlers

MOST_TRIES = 10
# A handler that waits for something else may wait that long.
PATIENCE = timedelta(days=3)
_BATCH = 50
_BATCH_SECONDS = 2.0

log = structlog.get_logger("corridor.messaging.working")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one event: done, pending (again later) or parked, and the error if there was one."""

    event_id: UUID
    type: str
    state: str
    error: Exception | None = None


def work(
    sessions: sessionmaker[Session], handlers: Handlers, *, stopping: Callable[[], bool] = lambda: False
) -> list[Outcome]:
    """Take up a batch of due events; empty when there is none. Several workers never take the same one."""
    claimed = _claim(sessions)
    if not claimed:
        return []
    deadline = time.monotonic() + _BATCH_SECONDS
    outcomes = []
    with sessions.begin() as session:
        rows = session.execute(_locked(inbox.c.event_id.in_(claimed))).all()
        for number, row in enumerate(rows):
            if stopping() or time.monotonic() > deadline:
                _hand_back(session, rows[number:])
                break
            outcomes.append(_take_up(session, handlers, row))
        fault("consumer.before_commit")
    return outcomes


def _claim(sessions: sessionmaker[Session]) -> list[UUID]:
    """Count the attempt before the work, so that an event which kills the worker leaves a trace.

    Such an event was counted but has no error; it is then taken up alone, and neighbours go unharmed.
    """
    now = clock.now()
    due = inbox.c.next_attempt_at.is_(None) | (inbox.c.next_attempt_at <= now)
    suspect = (inbox.c.attempts > 0) & inbox.c.error.is_(None)
    with sessions.begin() as session:
        rows = session.execute(_locked(suspect & due).limit(1)).all()
        if not rows:
            rows = session.execute(_locked(due).limit(_BATCH)).all()
        ids = [row.event_id for row in rows]
        session.execute(update(inbox).where(inbox.c.event_id.in_(ids)).values(attempts=inbox.c.attempts + 1))
    return ids


def _locked(which: Any) -> Select[Any]:
    pending = select(inbox).where(inbox.c.state == "pending", which).order_by(inbox.c.position)
    return pending.with_for_update(skip_locked=True)


def _hand_back(session: Session, rows: Sequence[Row[Any]]) -> None:
    """Not taken up after all, so not counted."""
    ids = [row.event_id for row in rows]
    session.execute(update(inbox).where(inbox.c.event_id.in_(ids)).values(attempts=inbox.c.attempts - 1))


def _take_up(session: Session, handlers: Handlers, row: Row[Any]) -> Outcome:
    outcome = _attempt(session, handlers, row)
    now = clock.now()
    changes = {"state": outcome.state, "error": _reason(outcome.error), "worked_at": now}
    if outcome.state == "pending":
        changes["next_attempt_at"] = now + pause(row.attempts)
    session.execute(update(inbox).where(inbox.c.event_id == row.event_id).values(changes))
    if outcome.error is not None:
        told = {"type": row.type, "id": str(row.event_id), "error": changes["error"]}
        log.warning("event_failed", state=outcome.state, **told)
    return outcome


def _attempt(session: Session, handlers: Handlers, row: Row[Any]) -> Outcome:
    if row.attempts > MOST_TRIES and row.error is None:
        died = Permanent(f"the worker died {MOST_TRIES} times while it worked on this")
        return _outcome(row, "parked", died)
    try:
        with session.begin_nested():
            _handle(session, handlers, row)
    except Permanent as error:
        return _outcome(row, "parked", error)
    except Transient as error:
        late = row.received_at < clock.now() - PATIENCE
        return _outcome(row, "parked" if late else "pending", error)
    except Exception as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            # The database went away, not the event: nothing of this batch counts.
            raise
        return _outcome(row, "parked" if row.attempts >= MOST_TRIES else "pending", error)
    return _outcome(row, "done")


def _outcome(row: Row[Any], state: str, error: Exception | None = None) -> Outcome:
    return Outcome(event_id=row.event_id, type=row.type, state=state, error=error)


def _handle(session: Session, handlers: Handlers, row: Row[Any]) -> None:
    envelope = open_envelope(row.body)
    try:
        event = decode(envelope.type, envelope.data)
    except TypeError as error:
        raise Permanent(f"not a valid {envelope.type}: {error}") from error
    handler = handlers.get(type(event)) if event is not None else None
    if event is None or handler is None:
        log.info("event_ignored", type=row.type, id=str(row.event_id))
        return
    handler(session, event, envelope.meta)


def _reason(error: Exception | None) -> str | None:
    if error is None:
        return None
    text = str(error).replace("\0", "")[:2000]
    expected = isinstance(error, Permanent | Transient)
    return text or type(error).__name__ if expected else f"{type(error).__name__}: {text}"


def pause(attempt: int) -> timedelta:
    """How long an event rests after its nth failed attempt: 5 s, 10 s, 20 s, ... an hour at most."""
    return timedelta(seconds=min(5 * 2 ** (attempt - 1), 3600))
