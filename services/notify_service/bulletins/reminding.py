"""Reminding those who have not acted, before the date and by hand."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from notify_service.bulletins import rules
from notify_service.bulletins.models import Bulletin, Recipient, Reminder
from notify_service.bulletins.queueing import queue_mails
from notify_service.register.models import Entry
from notify_service.settings import NotifySettings

BATCH = 200


def remind_of_bulletins(sessions: sessionmaker[Session], _settings: NotifySettings) -> bool:
    """The reminders that are due today, a batch of each notification; says whether there may be more."""
    now = clock.now()
    with sessions() as session:
        open_ones = session.scalars(_with_open_date(now.date()).with_only_columns(Bulletin.id)).all()
    more = False
    for bulletin_id in open_ones:
        with transaction(sessions) as session:
            bulletin = session.get(Bulletin, bulletin_id, with_for_update={"skip_locked": True})
            more |= bulletin is not None and _remind_as_planned(session, bulletin, now=now)
    return more


def _with_open_date(today: date) -> Select[Bulletin]:
    return select(Bulletin).where(
        Bulletin.state == rules.SENT,
        Bulletin.withdrawn_at.is_(None),
        Bulletin.action_by >= today,
        func.cardinality(Bulletin.remind_days) > 0,
    )


def _remind_as_planned(session: Session, bulletin: Bulletin, *, now: datetime) -> bool:
    assert bulletin.published_at is not None  # noqa: S101  by a constraint
    published = bulletin.published_at.date()
    days = rules.due_reminder(now.date(), bulletin.action_by, bulletin.remind_days, published=published)
    return days is not None and remind(session, bulletin, days=days, now=now) == BATCH


def remind(session: Session, bulletin: Bulletin, *, days: int, now: datetime) -> int:
    """Write to a batch of those who have not acted and were not reminded so late yet; how many they are."""
    recipients = _who_to_remind(session, bulletin, days=days)
    mails = queue_mails(session, bulletin, recipients, now=now, reminder=days)
    rows = [
        {"recipient_id": recipient.id, "days": days, "mail_id": mail_id, "at": now}
        for recipient, mail_id in zip(recipients, mails, strict=True)
    ]
    if rows:
        session.execute(insert(Reminder).on_conflict_do_nothing(), rows)
    return len(rows)


def remind_all(session: Session, bulletin: Bulletin, *, days: int, now: datetime) -> int:
    """The same for all of them at once, by hand; how many they are."""
    found = count = remind(session, bulletin, days=days, now=now)
    while found == BATCH:
        found = remind(session, bulletin, days=days, now=now)
        count += found
    return count


def _who_to_remind(session: Session, bulletin: Bulletin, *, days: int) -> Sequence[Recipient]:
    reminded = exists().where(Reminder.recipient_id == Recipient.id, Reminder.days <= days)
    declined = exists().where(Entry.email == Recipient.email, Entry.declined_at.is_not(None))
    waiting = and_(Recipient.mail_id.is_not(None), Recipient.acted_at.is_(None), ~reminded, ~declined)
    query = select(Recipient).where(Recipient.bulletin_id == bulletin.id, waiting)
    return session.scalars(query.order_by(Recipient.id).limit(BATCH)).all()
