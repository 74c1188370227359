"""Forgetting somebody who left for good."""

from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from notify_service.calendar.actions import forget_person
from notify_service.channels.email.models import Mail
from notify_service.members.models import Member


def forget_account(session: Session, account_id: UUID) -> None:
    """Drop the inbox and the wishes of an account; of its mails, address and words go."""
    for table in reversed(Member.metadata.sorted_tables):
        if "account_id" in table.c and table.name not in ("members", "mails"):
            session.execute(delete(table).where(table.c.account_id == account_id))
    forget_person(session, account_id)
    # What is still queued is not to be sent: there is nobody any more.
    theirs = Mail.account_id == account_id
    session.execute(delete(Mail).where(theirs, Mail.finished_at.is_(None)))
    session.execute(update(Mail).where(theirs).values(address="", mime=None, words={}))
