"""Mails are personal: after the time for questions they go, and what became of them stays a while longer."""

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from notify_service.inbound.models import IncomingMail, MailAnswer
from notify_service.settings import NotifySettings

_BATCH = 500
_ROW_DAYS = 180
_ANSWER_DAYS = 3
_STILL_HELD = {"state": "dropped", "reason": "expired"}
_EMPTY: dict[str, Any] = {"raw": None, "own": "", "cut": "", "files": []}


def forget_incoming(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    """A job: drop what old mails said, and very old ones; says whether there were many."""
    with transaction(sessions) as session:
        now = clock.now()
        old = IncomingMail.received_at < now - timedelta(days=settings.mail_keep_days)
        batch = select(IncomingMail.id).where(old, IncomingMail.raw.is_not(None)).limit(_BATCH)
        emptied = update(IncomingMail).where(IncomingMail.id.in_(batch)).values(_EMPTY)
        count = cast(CursorResult[object], session.execute(emptied)).rowcount
        held = (IncomingMail.state == "held") & IncomingMail.raw.is_(None)
        session.execute(update(IncomingMail).where(old, held).values(**_STILL_HELD, finished_at=now))
        session.execute(
            delete(IncomingMail).where(IncomingMail.received_at < now - timedelta(days=_ROW_DAYS))
        )
        session.execute(delete(MailAnswer).where(MailAnswer.day < now.date() - timedelta(days=_ANSWER_DAYS)))
    return count == _BATCH
