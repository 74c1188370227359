"""Wishing for a mail: rows that a mailer takes up later."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.ids import uuid7
from notify_service.channels.email.models import Mail
from notify_service.channels.email.rules import AT_ONCE, DIGEST, SECURITY

_OPEN = text("kind = 'at_once' AND state = 'queued' AND mime IS NULL")


def queue_at_once(session: Session, accounts: Sequence[UUID], group_key: str, *, now: datetime) -> None:
    """See to it that each of them has a mail waiting for this group.

    A mail that waits already takes the new item along. The conflict locks that row until we commit, so a
    mailer either composes it with our item or has composed it before; then the item gets a mail of its own.
    """
    if not accounts:
        return
    rows = [
        {"id": uuid7(), "kind": AT_ONCE, "account_id": account_id, "group_key": group_key, "due_at": now}
        for account_id in sorted(accounts)
    ]
    row = insert(Mail).values(rows)
    session.execute(
        row.on_conflict_do_update(
            index_elements=["account_id", "group_key"],
            index_where=_OPEN,
            set_={"group_key": row.excluded.group_key},
        )
    )


def queue_digests(session: Session, days: Mapping[UUID, date], *, now: datetime) -> dict[UUID, UUID]:
    """The mails of these accounts' digests, each of its day; not of whom has that day's already."""
    if not days:
        return {}
    rows = [
        {"id": uuid7(), "kind": DIGEST, "account_id": account_id, "digest_day": day, "due_at": now}
        for account_id, day in days.items()
    ]
    once = insert(Mail).on_conflict_do_nothing(
        index_elements=["account_id", "digest_day"], index_where=text("kind = 'digest'")
    )
    made = session.execute(once.values(rows).returning(Mail.account_id, Mail.id))
    return {account_id: mail_id for account_id, mail_id in made if account_id is not None}


def queue_security(
    session: Session,
    *,
    account_id: UUID | None,
    address: str,
    words: dict[str, Any],
    expires_at: datetime | None,
    now: datetime,
) -> Mail:
    """A code or a link that somebody waits for."""
    mail = Mail(
        kind=SECURITY,
        account_id=account_id,
        address=address,
        words=words,
        expires_at=expires_at,
        due_at=now,
    )
    session.add(mail)
    return mail


def queue_again(session: Session, mail_id: UUID, *, now: datetime) -> bool:
    """Send a security mail once more by hand: the same message, as long as it has not expired."""
    again = update(Mail).where(
        Mail.id == mail_id,
        Mail.kind == SECURITY,
        Mail.state.in_(("in_doubt", "failed", "sent")),
        Mail.mime.is_not(None),
        Mail.expires_at.is_(None) | (Mail.expires_at > now),
    )
    found = session.execute(
        again.values(state="queued", due_at=now, worker=None, first_tried_at=None, attempts=0).returning(
            Mail.id
        )
    )
    return found.first() is not None
