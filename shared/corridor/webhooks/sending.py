"""Sending what is due: what the schedule of a worker calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.webhooks.calling import call_hook
from corridor.webhooks.queue import Hooks

log = structlog.get_logger("corridor.webhooks")
AGENT = "Corridor-Webhook/1"


@dataclass(frozen=True, kw_only=True)
class Message:
    """One try of one message."""

    id: int
    hook_id: int
    attempts: int
    url: str
    secret: str
    event_type: str
    event: str
    body: bytes


def send_one(
    sessions: sessionmaker[Session],
    hooks: Hooks[Any, Any],
    *,
    headers: Callable[[Message], Mapping[str, str]],
    private: bool,
    on_stop: Callable[[Session, Any], None],
) -> bool:
    """Send one message; whether there was one. No transaction is open while the other side thinks.

    `headers` signs it, `on_stop` is told of a webhook that was stopped because nobody is there any more.
    """
    message = _take(sessions, hooks)
    if message is None:
        return False
    named = {"Content-Type": "application/json", "User-Agent": AGENT, **headers(message)}
    answer = call_hook(message.url, message.body, named, private=private)
    with sessions.begin() as session:
        stopped = hooks.settle(
            session,
            message.id,
            attempts=message.attempts,
            status=answer.status,
            answer=answer.text,
            now=clock.now(),
        )
        if stopped:
            log.warning("webhook_stopped", hook=message.hook_id)
            on_stop(session, session.get_one(hooks.webhook, message.hook_id))
    return True


def _take(sessions: sessionmaker[Session], hooks: Hooks[Any, Any]) -> Message | None:
    with sessions.begin() as session:
        delivery = hooks.take(session, now=clock.now())
        if delivery is None:
            return None
        hook = session.get_one(hooks.webhook, delivery.webhook_id)
        return Message(
            id=delivery.id,
            hook_id=hook.id,
            attempts=delivery.attempts,
            url=hook.url,
            secret=hook.secret,
            event_type=delivery.event_type,
            event=delivery.event,
            body=delivery.body.encode(),
        )
