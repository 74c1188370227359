"""Registering webhooks, and keeping what is to be sent to them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import Session

from corridor.webhooks.queue import Hooks
from forum_service.webhooks.models import Delivery, Webhook

HOOKS = Hooks(Webhook, Delivery)


def add_webhook(
    session: Session,
    url: str,
    secret: str,
    *,
    events: Sequence[str],
    board_ids: Sequence[int],
    account_id: UUID,
    now: datetime,
) -> Webhook:
    """Tell an address from now on; it is pinged at once."""
    about = {"url": url, "secret": secret, "events": list(events), "board_ids": list(board_ids)}
    return HOOKS.add(session, Webhook(**about, active=True, created_by=account_id), now=now)


def change_webhook(
    session: Session,
    hook: Webhook,
    *,
    url: str,
    secret: str,
    events: Sequence[str],
    board_ids: Sequence[int],
    active: bool,
) -> None:
    """Change a webhook; an empty secret keeps the one there is.

    One that had stopped may go on. What was for it while it was off is not sent when it is on again.
    """
    hook.board_ids = list(board_ids)
    HOOKS.change(session, hook, url=url, secret=secret, events=events, active=active)


def remove_webhook(session: Session, hook: Webhook) -> None:
    """Tell it nothing more; its log goes with it."""
    session.delete(hook)


def ping(session: Session, hook: Webhook, *, now: datetime) -> None:
    """Send a message that means nothing but that we are there."""
    HOOKS.ping(session, hook, now=now)


def queue_event(session: Session, event: str, body: str, *, board_id: int | None, now: datetime) -> None:
    """Put a message into the queue of each webhook that wants it."""
    everywhere = func.cardinality(Webhook.board_ids) == 0
    which = None if board_id is None else everywhere | Webhook.board_ids.contains([board_id])
    HOOKS.tell(session, event, body, which=which, now=now)


def anybody_wants(session: Session, events: Collection[str]) -> bool:
    """Whether there is any webhook for these events: without one, nothing needs to be put together."""
    return HOOKS.anybody_wants(session, events)


def redeliver(session: Session, delivery: Delivery, *, now: datetime) -> None:
    """Send a message once more, whatever was answered."""
    HOOKS.redeliver(session, delivery, now=now)


def take_delivery(session: Session, *, now: datetime) -> Delivery | None:
    """The next message that is due, its try counted beforehand."""
    return HOOKS.take(session, now=now)


def settle(
    session: Session, delivery_id: int, *, attempts: int, status: int | None, answer: str, now: datetime
) -> bool:
    """Note what came back, and when to try again; whether its webhook was stopped for good."""
    return HOOKS.settle(session, delivery_id, attempts=attempts, status=status, answer=answer, now=now)


def forget_deliveries(session: Session, *, now: datetime) -> None:
    """The log is kept for thirty days."""
    HOOKS.forget(session, now=now)
