"""Sending what is due: what the worker's schedule calls."""

from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from forum_service.telling import tell
from forum_service.webhooks import actions
from forum_service.webhooks.calling import call_hook
from forum_service.webhooks.models import Webhook
from forum_service.webhooks.rules import signature

log = structlog.get_logger("forum.webhooks")
PAGE = "/forum/programs/webhooks"
AGENT = "Corridor-Webhook/1"


@dataclass(frozen=True, kw_only=True)
class _Message:
    id: int
    hook_id: int
    attempts: int
    url: str
    secret: str
    event_type: str
    event: str
    body: bytes


def send_next(sessions: sessionmaker[Session], settings: Any) -> bool:
    """Send one message; whether there was one. No transaction is open while the other side thinks."""
    message = _take(sessions)
    if message is None:
        return False
    headers = headers_of(message, instance=settings.base_url)
    answer = call_hook(message.url, message.body, headers, private=settings.webhooks_private)
    with sessions.begin() as session:
        stopped = actions.settle(
            session,
            message.id,
            attempts=message.attempts,
            status=answer.status,
            answer=answer.text,
            now=clock.now(),
        )
        if stopped:
            _tell(session, message, origin=settings.base_url)
    return True


def _take(sessions: sessionmaker[Session]) -> _Message | None:
    with sessions.begin() as session:
        delivery = actions.take_delivery(session, now=clock.now())
        if delivery is None:
            return None
        hook = session.get_one(Webhook, delivery.webhook_id)
        return _Message(
            id=delivery.id,
            hook_id=hook.id,
            attempts=delivery.attempts,
            url=hook.url,
            secret=hook.secret,
            event_type=delivery.event_type,
            event=delivery.event,
            body=delivery.body.encode(),
        )


def headers_of(message: Any, *, instance: str) -> dict[str, str]:
    """What the other side knows a message by, under the names of Discourse."""
    return {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "X-Discourse-Instance": instance,
        "X-Discourse-Event-Id": str(message.id),
        "X-Discourse-Event-Type": message.event_type,
        "X-Discourse-Event": message.event,
        "X-Discourse-Event-Signature": signature(message.secret, message.body),
    }


def _tell(session: Session, message: _Message, *, origin: str) -> None:
    """Whoever registered the webhook hears that it was stopped."""
    log.warning("webhook_stopped", hook=message.hook_id)
    hook = session.get_one(Webhook, message.hook_id)
    url = f"{origin.rstrip('/')}{PAGE}/{hook.id}"
    recipients = {hook.created_by: "secretariat"}
    tell(
        session,
        "moderation_webhook_stopped",
        key=f"webhook/{hook.id}",
        title=hook.url,
        url=url,
        recipients=recipients,
        now=clock.now(),
    )


def forget_log(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """Drop what is past its time."""
    with sessions.begin() as session:
        actions.forget_deliveries(session, now=clock.now())
    return False
