"""Making the digests that are due."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from notify_service.channels.email.queue import queue_digest
from notify_service.digests.models import ToldDate  # noqa: F401  its table belongs to the schema
from notify_service.inbox.models import Item
from notify_service.inbox.queries import waiting_for_digest
from notify_service.members.queries import find_zone
from notify_service.preferences.models import Preference
from notify_service.preferences.queries import wishes_of
from notify_service.preferences.rules import zone_of
from notify_service.settings import NotifySettings

_BATCH = 100


def assemble_digests(sessions: sessionmaker[Session], _settings: NotifySettings) -> bool:
    """Make the digests that are due, each in a transaction of its own; says whether there were many."""
    with sessions() as session:
        due = _list_due(session, now=clock.now())
    for account_id in due:
        with transaction(sessions) as session:
            assemble_one(session, account_id, now=clock.now())
    return len(due) == _BATCH


def _list_due(session: Session, *, now: datetime) -> Sequence[UUID]:
    query = select(Preference.account_id).where(Preference.next_due_at <= now)
    return session.scalars(query.order_by(Preference.next_due_at).limit(_BATCH)).all()


def assemble_one(session: Session, account_id: UUID, *, now: datetime) -> UUID | None:
    """The digest of one member, if it is due and there is anything to tell; the next time is set anyway.

    The mail, the mark on each item and the next time are one transaction, and the row of the preferences
    is locked meanwhile: of two workers one passes by, and after a crash it is all or nothing.
    """
    due = Preference.account_id == account_id, Preference.next_due_at <= now
    preference = session.scalar(select(Preference).where(*due).with_for_update(skip_locked=True))
    if preference is None or preference.next_due_at is None:
        return None
    zone = find_zone(session, account_id) or "UTC"
    day = preference.next_due_at.astimezone(zone_of(zone)).date()
    preference.next_due_at = wishes_of(session, account_id).next_digest(now, zone)
    if not session.scalar(select(exists().where(waiting_for_digest(account_id)))):
        return None
    # None when the reader moved the hour and had today's digest already: the items wait for tomorrow's.
    mail_id = queue_digest(session, account_id, day, now=now)
    if mail_id is not None:
        session.execute(update(Item).where(waiting_for_digest(account_id)).values(digest_id=mail_id))
    return mail_id
