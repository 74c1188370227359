"""Count a try and refuse what is too much."""

from datetime import datetime
from hashlib import sha256

from flask_babel import lazy_gettext as _
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, sessionmaker

from account_service.limits.models import TryCount
from account_service.limits.rules import Limit
from corridor import clock
from corridor.errors import TooMany


class TooManyTries(TooMany):
    """Somebody tried this too often in a short time."""

    code = "too_many_tries"


def count_try(sessions: sessionmaker[Session], limit: Limit, whose: str) -> None:
    """Count one try; TooManyTries beyond the limit.

    In a transaction of its own: the try counts whatever becomes of the request.
    """
    now = clock.now()
    with sessions() as session, session.begin():
        count = _hit(session, limit, whose, now)
    if count > limit.most:
        minutes = -(-limit.seconds_left(now) // 60)
        raise TooManyTries(
            _("Too many tries. Please wait %(minutes)s minutes, then try again.", minutes=minutes),
            retry_after=limit.seconds_left(now),
        )


def _hit(session: Session, limit: Limit, whose: str, now: datetime) -> int:
    # Hashed: the table is no list of addresses.
    key = f"{limit.name}/{sha256(whose.encode()).hexdigest()[:32]}"
    row = insert(TryCount).values(key=key, window=limit.window_start(now), count=1)
    counted = row.on_conflict_do_update(
        index_elements=["key", "window"], set_={"count": TryCount.count + 1}
    ).returning(TryCount.count)
    return session.execute(counted).scalar_one()


def forget_windows(session: Session, *, before: datetime) -> None:
    """Drop the counters of windows long past."""
    session.execute(delete(TryCount).where(TryCount.window < before))
