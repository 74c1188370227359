"""Finding what nobody told of: a topic that was moved or hidden, a forum that others may read now."""

from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from forum_service.dates.actions import tell_everything


def tell_dates(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """Let calendars know of all dates to come as they are at present."""
    with transaction(sessions) as session:
        tell_everything(session, now=clock.now())
    return False
