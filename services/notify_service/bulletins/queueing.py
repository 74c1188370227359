"""Mails of official notifications: one row a recipient, taken up by the mailer like any other."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from corridor.ids import uuid7
from notify_service.bulletins.models import Bulletin, Recipient
from notify_service.channels.email.models import Mail
from notify_service.channels.email.rules import BULLETIN


def queue_mails(
    session: Session,
    bulletin: Bulletin,
    recipients: Sequence[Recipient],
    *,
    now: datetime,
    reminder: int | None = None,
) -> list[UUID]:
    """A mail to each of them; the ids stand in the order of the recipients."""
    words = {"reminder": True, "days": reminder} if reminder is not None else {}
    rows = [
        {
            "id": uuid7(),
            "kind": BULLETIN,
            "address": recipient.email,
            "group_key": f"bulletin/{bulletin.number}",
            "words": {"recipient": str(recipient.id), **words},
            "due_at": now,
        }
        for recipient in recipients
    ]
    if rows:
        session.execute(insert(Mail), rows)
    return [row["id"] for row in rows]  # type: ignore[misc]
