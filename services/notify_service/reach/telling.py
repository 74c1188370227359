"""Telling a member, on the site, that mails do not reach them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from corridor.ids import uuid7
from notify_service import urls
from notify_service.inbox.actions import Happening, announce


def tell_held(session: Session, account_id: UUID, *, kind: str, now: datetime) -> None:
    """A notice in the inbox; it is not mailed, for the address is what does not work."""
    happening = Happening(
        event_id=uuid7(),
        what="mail_held",
        group_key="mail",
        title="",
        url=urls.PREFERENCES,
        happened_at=now,
        words={"kind": kind},
        site_only=True,
    )
    announce(session, happening, {account_id: "author"}, now=now)
