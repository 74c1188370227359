"""Making and revoking the keys of feeds."""

from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from corridor.errors import Conflict
from forum_service.feeds.models import FeedToken
from forum_service.feeds.rules import MOST_KEYS, digest_of, new_token


def make_key(session: Session, account_id: UUID, *, label: str, now: datetime) -> str:
    """A new key; its secret is told this once."""
    mine = select(func.count()).where(FeedToken.account_id == account_id)
    if (session.scalar(mine) or 0) >= MOST_KEYS:
        raise Conflict(
            _("You have as many feed keys as one may have. Please revoke one that you no longer use.")
        )
    token = new_token()
    session.add(FeedToken(account_id=account_id, digest=digest_of(token), label=label, created_at=now))
    return token


def revoke_key(session: Session, key_id: int, *, account_id: UUID | None) -> None:
    """Whoever shows this key sees nothing any more; revoking it twice changes nothing."""
    session.execute(delete(FeedToken).where(FeedToken.id == key_id, FeedToken.account_id == account_id))


def note_use(session: Session, key_id: int, *, now: datetime) -> None:
    """Remember the day of the last use; written once a day."""
    long_ago = or_(FeedToken.used_at.is_(None), FeedToken.used_at < now - timedelta(days=1))
    session.execute(update(FeedToken).where(FeedToken.id == key_id, long_ago).values(used_at=now))
