"""What the worker clears away."""

from typing import Any

from sqlalchemy import delete, func
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from notify_service.calendar.models import Date
from notify_service.calendar.rules import KEPT


def forget_old_dates(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """What lies long behind everybody goes, and what was called off long ago."""
    now = clock.now()
    over = func.coalesce(Date.ends_at, Date.starts_at) < now - KEPT
    told = Date.removed & (Date.changed_at < now - KEPT)
    with sessions.begin() as session:
        session.execute(delete(Date).where(over | told))
    return False
