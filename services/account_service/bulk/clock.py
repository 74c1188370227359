"""Sending confirmed lists, a few lines at a time."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from account_service.audit.actions import Actor
from account_service.bulk.actions import send_line
from account_service.bulk.models import Batch, Line
from account_service.groups.acting import By
from corridor import clock

# In one transaction: what is told of progress is never far behind.
STEP = 20


def send_lists(sessions: sessionmaker[Session], settings: Any) -> bool:
    """One step of the oldest list under way; says whether there is more."""
    by = By(actor=Actor(id=None, name="Corridor"), settings=settings, now=clock.now())
    with sessions() as session, session.begin():
        under_way = select(Batch).where(Batch.confirmed_at.is_not(None), Batch.done_at.is_(None))
        batch = session.scalars(
            under_way.order_by(Batch.confirmed_at).limit(1).with_for_update(skip_locked=True)
        ).one_or_none()
        if batch is None:
            return False
        waiting = select(Line).where(Line.batch_id == batch.id, Line.state == "waiting")
        lines = session.scalars(waiting.order_by(Line.number).limit(STEP)).all()
        for line in lines:
            send_line(session, batch, line, by=by)
        if len(lines) < STEP:
            batch.done_at = by.now
    return True
