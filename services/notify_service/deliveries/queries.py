"""What became of the mails."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from corridor.messaging.tables import inbox
from notify_service.channels.email.models import STATES, Mail, Suppression
from notify_service.members.models import Member

_WINDOW = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Numbers of the last seven days; those in doubt and those parked count whatever their age."""

    by_state: dict[str, int]
    in_doubt: int
    waiting: int
    oldest_waiting: datetime | None
    suppressed_addresses: int
    parked_events: int


def overview(session: Session, *, now: datetime) -> Overview:
    """How the mail is doing."""
    recent = (
        select(Mail.state, func.count().label("mails"))
        .where(Mail.created_at > now - _WINDOW)
        .group_by(Mail.state)
    )
    counted = {row.state: row.mails for row in session.execute(recent)}
    overdue = and_(Mail.state == "queued", Mail.due_at <= now)
    waiting, oldest = session.execute(select(func.count(), func.min(Mail.due_at)).where(overdue)).one()
    return Overview(
        by_state={state: counted.get(state, 0) for state in STATES},
        in_doubt=session.scalar(select(func.count()).where(Mail.state == "in_doubt")) or 0,
        waiting=waiting,
        oldest_waiting=oldest,
        suppressed_addresses=session.scalar(select(func.count()).select_from(Suppression)) or 0,
        parked_events=session.scalar(select(func.count()).where(inbox.c.state == "parked")) or 0,
    )


def mails_query(*, state: str = "") -> Select[Mail]:
    """The mails, to be paged newest first."""
    query = select(Mail)
    return query.where(Mail.state == state) if state else query


def addressees(session: Session, mails: Sequence[Mail]) -> dict[object, str]:
    """The names of the people the mails go to."""
    ids = {mail.account_id for mail in mails if mail.account_id is not None}
    rows = session.execute(select(Member.account_id, Member.name).where(Member.account_id.in_(ids)))
    return {row.account_id: row.name for row in rows}
