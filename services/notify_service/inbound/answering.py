"""Answering who wrote: once, in their language, with their text, and never a robot."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from notify_service.channels.email.models import Mail
from notify_service.channels.email.rules import ANSWER
from notify_service.channels.email.suppression import hash_of
from notify_service.inbound.models import IncomingMail, MailAnswer
from notify_service.inbound.rules import ANSWERS_TO_MEMBERS, ANSWERS_TO_STRANGERS, language_of
from notify_service.members.models import Member

# What is given back is for taking up the work again, not an archive.
_RETURNED = 50_000


def answer(
    session: Session,
    row: IncomingMail,
    what: str,
    *,
    member: Member | None,
    now: datetime,
    address: str = "",
    words: Mapping[str, Any] | None = None,
) -> bool:
    """Wish for a mail about a mail; False when its sender is not to be answered (any more today).

    `what`: "refused", "confirm", "posted", "moderated" or "help". It goes to the address that wrote, unless
    another one is named.
    """
    to = (address or row.sender).strip().lower()
    most = ANSWERS_TO_MEMBERS if member else ANSWERS_TO_STRANGERS
    if not to or not row.answerable or not _may(session, to, f"{what}:{row.reason}", most=most, now=now):
        return False
    mail = Mail(
        kind=ANSWER,
        account_id=member.account_id if member else None,
        address=to,
        words=_facts(row, what, member) | dict(words or {}),
        due_at=now,
    )
    session.add(mail)
    return True


def _facts(row: IncomingMail, what: str, member: Member | None) -> dict[str, Any]:
    known = member.ui_language if member else ""
    return {
        "what": what,
        "incoming": str(row.id),
        "language": known or language_of(f"{row.subject}\n{row.own}"),
        "name": member.name if member else "",
        "sender": row.sender,
        "subject": row.subject,
        "text": row.own[:_RETURNED],
        "reason": row.reason,
        "act": row.act,
        "topic_id": row.topic_id,
        "message_id": row.message_id,
    }


def _may(session: Session, address: str, kind: str, *, most: int, now: datetime) -> bool:
    """Count the answer, unless there were enough of them today."""
    row = insert(MailAnswer).values(address_hash=hash_of(address), kind=kind, day=now.date(), times=1)
    counted = row.on_conflict_do_update(
        index_elements=["address_hash", "kind", "day"],
        set_={"times": MailAnswer.times + 1},
        where=MailAnswer.times < most,
    )
    return session.scalar(counted.returning(MailAnswer.times)) is not None
