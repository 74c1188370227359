"""Handing the mails of a published notification to the mailer, batch by batch."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from notify_service.bulletins import rules
from notify_service.bulletins.models import Bulletin, Recipient
from notify_service.bulletins.queueing import queue_mails
from notify_service.settings import NotifySettings

BATCH = 200


def send_bulletins(sessions: sessionmaker[Session], _settings: NotifySettings) -> bool:
    """One batch of one notification; says whether there may be more.

    The mails and the mark on the recipients are one transaction: after a crash nobody is written to twice
    and nobody is left out.
    """
    with transaction(sessions) as session:
        return send_batch(session, now=clock.now())


def send_batch(session: Session, *, now: datetime) -> bool:
    """The next recipients of the first notification that is on its way; False when there is none."""
    waiting = select(Bulletin).where(Bulletin.state == rules.APPROVED).order_by(Bulletin.id).limit(1)
    bulletin = session.scalar(waiting.with_for_update(skip_locked=True))
    if bulletin is None:
        return False
    batch = _next_recipients(session, bulletin)
    for recipient, mail_id in zip(batch, queue_mails(session, bulletin, batch, now=now), strict=True):
        recipient.mail_id = mail_id
    if len(batch) < BATCH:
        bulletin.state, bulletin.sent_at = rules.SENT, now
    return True


def _next_recipients(session: Session, bulletin: Bulletin) -> list[Recipient]:
    left = select(Recipient).where(Recipient.bulletin_id == bulletin.id, Recipient.mail_id.is_(None))
    return list(session.scalars(left.order_by(Recipient.id).limit(BATCH)))
