"""What the mail that came in hears from the forum."""

from sqlalchemy.orm import Session

from corridor import clock
from corridor.events.forum import MailTaken
from corridor.messaging.event import Meta
from corridor.service import Handlers
from notify_service.inbound.actions import note_taken


def on_mail_taken(session: Session, event: MailTaken, _meta: Meta) -> None:
    """The forum posted what somebody wrote by mail, or did not."""
    note_taken(session, event, now=clock.now())


HANDLERS: Handlers = {MailTaken: on_mail_taken}
