"""Messages are personal: once they are delivered and the time for questions is over, they go."""

from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from notify_service.channels.email.models import Mail
from notify_service.inbox.models import Item, Notice
from notify_service.inbox.withdrawing import forget_withdrawn
from notify_service.settings import NotifySettings

_BATCH = 1000
# What was read or not after half a year is history; the topics themselves stay in the forum.
_INBOX_DAYS = 180


def forget_old_messages(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    """Empty the bodies of old mails and clear old notices; says whether there were many."""
    with transaction(sessions) as session:
        bodies = _forget_bodies(session, settings)
        notices = _forget_notices(session)
        forget_withdrawn(session, now=clock.now())
    return _BATCH in (bodies, notices)


def _forget_bodies(session: Session, settings: NotifySettings) -> int:
    old = Mail.finished_at < clock.now() - timedelta(days=settings.mail_keep_days)
    batch = select(Mail.id).where(old, Mail.mime.is_not(None)).limit(_BATCH)
    emptied = update(Mail).where(Mail.id.in_(batch)).values(mime=None, words={}).returning(Mail.id)
    return len(session.execute(emptied).all())


def _forget_notices(session: Session) -> int:
    old = Notice.happened_at < clock.now() - timedelta(days=_INBOX_DAYS)
    unread = select(Item.event_id).where(Item.event_id == Notice.event_id, Item.read_at.is_(None))
    batch = select(Notice.event_id).where(old, ~unread.exists()).limit(_BATCH)
    return len(
        session.execute(delete(Notice).where(Notice.event_id.in_(batch)).returning(Notice.event_id)).all()
    )
