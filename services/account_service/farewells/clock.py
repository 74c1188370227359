"""The day of leaving."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from account_service.farewells.actions import carry_out
from account_service.farewells.models import Farewell
from corridor import clock


def keep_farewells(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """Carry out one wish whose day has come; says whether there may be more."""
    now = clock.now()
    with sessions() as session, session.begin():
        waiting = (Farewell.due_at <= now, Farewell.undone_at.is_(None), Farewell.done_at.is_(None))
        query = select(Farewell).where(*waiting).order_by(Farewell.due_at).limit(1)
        farewell = session.scalars(query.with_for_update(skip_locked=True)).one_or_none()
        if farewell is None:
            return False
        carry_out(session, farewell, now=now)
    return True
