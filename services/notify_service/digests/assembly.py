"""Making the digests that are due."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from notify_service.calendar.models import Date
from notify_service.channels.email.models import Mail
from notify_service.channels.email.queue import queue_digests
from notify_service.channels.email.suppression import hash_of, held_among
from notify_service.digests.models import ToldDate
from notify_service.digests.queries import fresh_dates, list_near_dates
from notify_service.inbox.models import Item
from notify_service.inbox.queries import for_digest
from notify_service.members.models import Member
from notify_service.preferences.models import Preference
from notify_service.preferences.queries import rhythm_of
from notify_service.preferences.rules import zone_of
from notify_service.settings import NotifySettings

_BATCH = 200


def assemble_digests(sessions: sessionmaker[Session], _settings: NotifySettings) -> bool:
    """Make the digests that are due, many in one transaction; says whether there were many."""
    with transaction(sessions) as session:
        return assemble(session, now=clock.now()) == _BATCH


def assemble_one(session: Session, account_id: UUID, *, now: datetime) -> UUID | None:
    """The digest of one member, if it is due and there is anything to tell."""
    assemble(session, now=now, only=account_id)
    newest = select(Mail.id).where(Mail.account_id == account_id, Mail.digest_day.is_not(None))
    return session.scalar(newest.where(Mail.due_at == now).limit(1))


def assemble(session: Session, *, now: datetime, only: UUID | None = None) -> int:
    """The digests of those who have something new; everybody's next time is set anyway. How many were due.

    Mails, the marks on what they tell, and the next times are one transaction, and the rows of the
    preferences are locked meanwhile: of two workers each takes others, and after a crash it is all or
    nothing.
    """
    due = _lock_due(session, now=now, only=only)
    members = _members(session, [row.account_id for row in due])
    days = {row.account_id: _move_on(row, members.get(row.account_id), now=now) for row in due}
    reached = _reached(session, list(members.values()))
    dates = _dates(session, reached, now=now)
    accounts = [member.account_id for member in reached]
    told = _with_items(session, accounts) | {account for account, fresh in dates.items() if fresh}
    # Not for whom moved the hour and had today's digest already: what is new waits for tomorrow's.
    mails = queue_digests(session, {account: days[account] for account in sorted(told)}, now=now)
    _mark_items(session, list(mails.values()))
    _mark_dates(session, mails, dates)
    return len(due)


def _lock_due(session: Session, *, now: datetime, only: UUID | None) -> Sequence[Preference]:
    due = select(Preference).where(Preference.next_due_at <= now)
    mine = due if only is None else due.where(Preference.account_id == only)
    batch = mine.order_by(Preference.next_due_at, Preference.account_id).limit(_BATCH)
    return session.scalars(batch.with_for_update(skip_locked=True)).all()


def _members(session: Session, accounts: Sequence[UUID]) -> dict[UUID, Member]:
    found = session.scalars(select(Member).where(Member.account_id.in_(accounts)))
    return {member.account_id: member for member in found}


def _reached(session: Session, members: Sequence[Member]) -> list[Member]:
    """Those who can be written to; for the others what is new waits until they can be again."""
    held = held_among(session, {member.email for member in members})
    return [member for member in members if member.active and hash_of(member.email) not in held]


def _move_on(row: Preference, member: Member | None, *, now: datetime) -> date:
    """Set the next time; the day in the reader's calendar that this digest is for."""
    zone = member.time_zone if member else "UTC"
    day = (row.next_due_at or now).astimezone(zone_of(zone)).date()
    row.next_due_at = rhythm_of(row).next_digest(now, zone)
    return day


def _with_items(session: Session, accounts: Sequence[UUID]) -> set[UUID]:
    waiting = select(Item.account_id).where(Item.account_id.in_(accounts), for_digest())
    return set(session.scalars(waiting.distinct()))


def _dates(session: Session, members: Sequence[Member], *, now: datetime) -> dict[UUID, list[Date]]:
    near = list_near_dates(session, now=now)
    return fresh_dates(session, members, near) if near else {}


def _mark_items(session: Session, mails: Sequence[UUID]) -> None:
    theirs = (Mail.id.in_(mails)) & (Item.account_id == Mail.account_id)
    marked = update(Item).where(theirs, for_digest()).values(digest_id=Mail.id)
    session.execute(marked.execution_options(synchronize_session=False))


def _mark_dates(session: Session, mails: Mapping[UUID, UUID], dates: Mapping[UUID, Sequence[Date]]) -> None:
    rows: list[dict[str, Any]] = [
        {"account_id": account, "key": one.key, "starts_at": one.starts_at, "digest_id": mail_id}
        for account, mail_id in mails.items()
        for one in dates.get(account, ())
    ]
    if rows:
        session.execute(insert(ToldDate), rows)
