"""Sending what is due: what the worker's schedule calls."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.ids import uuid7
from corridor.webhooks.sending import Message, send_one
from notify_service import urls
from notify_service.inbox.actions import Happening, announce
from notify_service.webhooks.actions import HOOKS
from notify_service.webhooks.models import Webhook
from notify_service.webhooks.rules import signature


def send_next(sessions: sessionmaker[Session], settings: Any) -> bool:
    """Send one message; whether there was one."""
    stopped = partial(_tell, settings=settings)
    private = settings.webhooks_private
    return send_one(sessions, HOOKS, headers=headers_of, private=private, on_stop=stopped)


def headers_of(message: Message) -> Mapping[str, str]:
    """By what the other side knows that it is ours, whole, new and not one it had already."""
    # The same number at each try of a message, so that one taken twice is seen.
    message_id, timestamp = f"msg_{message.id}", int(clock.now().timestamp())
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(
            message.secret, message.body, message_id=message_id, timestamp=timestamp
        ),
        "Corridor-Event": message.event,
    }


def _tell(session: Session, hook: Webhook, *, settings: Any) -> None:
    """Whoever registered the webhook hears that it was stopped."""
    happening = Happening(
        event_id=uuid7(),
        what="moderation_webhook_stopped",
        group_key=f"notify-webhook/{hook.id}",
        title=hook.url,
        url=urls.absolute(settings, f"{urls.WEBHOOKS}/{hook.id}"),
        happened_at=clock.now(),
    )
    announce(session, happening, {hook.created_by: "secretariat"}, now=clock.now())


def forget_log(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """Drop what is past its time."""
    with sessions.begin() as session:
        HOOKS.forget(session, now=clock.now())
    return False
