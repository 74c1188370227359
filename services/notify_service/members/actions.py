"""Forgetting somebody who left for good."""

from typing import Any
from uuid import UUID

from sqlalchemy import cast, delete, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from notify_service.calendar.actions import forget_person
from notify_service.channels.email.models import Mail
from notify_service.inbox.models import Notice, WithdrawnNotice
from notify_service.members.models import Member


def forget_account(session: Session, account_id: UUID, *, posts: str = "keep") -> None:
    """Drop the inbox and the wishes of an account; of its mails, address and words go.

    Others are told by whom no more, nor what they wrote where they took that along (`posts`: "remove").
    """
    for table in reversed(Member.metadata.sorted_tables):
        if "account_id" in table.c and table.name not in ("members", "mails"):
            session.execute(delete(table).where(table.c.account_id == account_id))
    forget_person(session, account_id)
    # What is still queued is not to be sent: there is nobody any more.
    theirs = Mail.account_id == account_id
    session.execute(delete(Mail).where(theirs, Mail.finished_at.is_(None)))
    session.execute(update(Mail).where(theirs).values(address="", subject="", answer="", mime=None, words={}))
    _forget_actor(session, account_id, words_too=posts == "remove")


def _forget_actor(session: Session, account_id: UUID, *, words_too: bool) -> None:
    """What others were told names nobody any more; what waits to be put back neither."""
    gone: dict[str, Any] = {"actor_name": "", "actor_organisation": ""}
    if words_too:
        gone |= {"excerpt": "", "html": "", "translations": {}}
    session.execute(update(Notice).where(Notice.actor_id == account_id).values(**gone))
    theirs = WithdrawnNotice.notice["actor_id"].astext == str(account_id)
    without = WithdrawnNotice.notice.op("||")(cast(gone, JSONB))
    session.execute(
        update(WithdrawnNotice)
        .where(theirs)
        .values(notice=without)
        .execution_options(synchronize_session=False)
    )
