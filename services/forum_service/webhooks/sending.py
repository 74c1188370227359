"""Sending what is due: what the worker's schedule calls."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.webhooks.sending import send_one
from forum_service.telling import tell
from forum_service.webhooks.actions import HOOKS, forget_deliveries
from forum_service.webhooks.models import Webhook
from forum_service.webhooks.rules import signature

PAGE = "/forum/programs/webhooks"


def send_next(sessions: sessionmaker[Session], settings: Any) -> bool:
    """Send one message; whether there was one."""
    return send_one(
        sessions,
        HOOKS,
        headers=partial(headers_of, instance=settings.base_url),
        private=settings.webhooks_private,
        on_stop=partial(_tell, origin=settings.base_url),
    )


def headers_of(message: Any, *, instance: str) -> Mapping[str, str]:
    """What the other side knows a message by, under the names of Discourse."""
    return {
        "X-Discourse-Instance": instance,
        "X-Discourse-Event-Id": str(message.id),
        "X-Discourse-Event-Type": message.event_type,
        "X-Discourse-Event": message.event,
        "X-Discourse-Event-Signature": signature(message.secret, message.body),
    }


def _tell(session: Session, hook: Webhook, *, origin: str) -> None:
    """Whoever registered the webhook hears that it was stopped."""
    tell(
        session,
        "moderation_webhook_stopped",
        key=f"webhook/{hook.id}",
        title=hook.url,
        url=f"{origin.rstrip('/')}{PAGE}/{hook.id}",
        recipients={hook.created_by: "secretariat"},
        now=clock.now(),
    )


def forget_log(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """Drop what is past its time."""
    with sessions.begin() as session:
        forget_deliveries(session, now=clock.now())
    return False
