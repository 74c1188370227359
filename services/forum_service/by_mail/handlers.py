"""What the forum does when notify_service tells of mails."""

from uuid import UUID

from sqlalchemy.orm import Session

from corridor import clock
from corridor.events.notify import ForumModeChosen, MailReceived
from corridor.messaging.event import Meta
from corridor.service import Handlers
from forum_service.by_mail.actions import take_order
from forum_service.tracking.modes import follow_mode


def on_mail_received(session: Session, event: MailReceived, _meta: Meta) -> None:
    """A member wrote by mail."""
    take_order(session, event, now=clock.now())


def on_forum_mode_chosen(session: Session, event: ForumModeChosen, meta: Meta) -> None:
    """A member hears of a forum by mail: its posts are to be told."""
    follow_mode(
        session, UUID(event.account_id), event.forum_slug, mode=event.mode, version=meta.sequence or 0
    )


HANDLERS: Handlers = {MailReceived: on_mail_received, ForumModeChosen: on_forum_mode_chosen}
