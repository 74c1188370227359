"""Registering webhooks, and keeping what is to be sent to them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from corridor.errors import Conflict
from forum_service.webhooks.models import Delivery, Webhook
from forum_service.webhooks.rules import GONE, HUNG_UP, KEPT, MOST_HOOKS, PING, event_type, next_try, taken


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
    if (session.scalar(select(func.count()).select_from(Webhook)) or 0) >= MOST_HOOKS:
        raise Conflict(_("There are %(count)s webhooks. Remove one first.", count=MOST_HOOKS))
    hook = Webhook(
        url=url,
        secret=secret,
        events=list(events),
        board_ids=list(board_ids),
        created_by=account_id,
        created_at=now,
        free_at=now,
    )
    session.add(hook)
    session.flush()
    ping(session, hook, now=now)
    return hook


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
    hook.url, hook.secret = url, secret or hook.secret
    hook.events, hook.board_ids = list(events), list(board_ids)
    if active and not hook.active:
        hook.gone_since, hook.stopped_because = None, ""
    if active != hook.active:
        _drop_waiting(session, hook.id)
    hook.active = active


def _drop_waiting(session: Session, hook_id: int) -> None:
    waiting = Delivery.due_at.is_not(None)
    session.execute(update(Delivery).where(Delivery.webhook_id == hook_id, waiting).values(due_at=None))


def remove_webhook(session: Session, hook: Webhook) -> None:
    """Tell it nothing more; its log goes with it."""
    session.delete(hook)


def ping(session: Session, hook: Webhook, *, now: datetime) -> None:
    """Send a message that means nothing but that we are there."""
    _check_active(hook)
    _queue(session, [hook.id], PING, '{"ping": "OK"}', now=now)


def _check_active(hook: Webhook) -> None:
    if not hook.active:
        raise Conflict(_("This webhook is off. Switch it on first."))


def queue_event(session: Session, event: str, body: str, *, board_id: int | None, now: datetime) -> None:
    """Put a message into the queue of each webhook that wants it."""
    wanted = select(Webhook.id).where(Webhook.active, Webhook.events.contains([event]))
    if board_id is not None:
        everywhere = func.cardinality(Webhook.board_ids) == 0
        wanted = wanted.where(everywhere | Webhook.board_ids.contains([board_id]))
    _queue(session, session.scalars(wanted).all(), event, body, now=now)


def anybody_wants(session: Session, events: Collection[str]) -> bool:
    """Whether there is any webhook for these events: without one, nothing needs to be put together."""
    wants = select(Webhook.id).where(Webhook.active, Webhook.events.overlap(list(events)))
    return session.execute(wants.limit(1)).first() is not None


def _queue(session: Session, hook_ids: Sequence[int], event: str, body: str, *, now: datetime) -> None:
    if hook_ids:
        about = {
            "event_type": event_type(event),
            "event": event,
            "body": body,
            "created_at": now,
            "due_at": now,
        }
        session.execute(insert(Delivery), [{"webhook_id": hook_id, **about} for hook_id in hook_ids])


def redeliver(session: Session, delivery: Delivery, *, now: datetime) -> None:
    """Send a message once more, whatever was answered."""
    _check_active(session.get_one(Webhook, delivery.webhook_id))
    about = {"event_type": delivery.event_type, "event": delivery.event, "body": delivery.body}
    session.execute(
        insert(Delivery).values(webhook_id=delivery.webhook_id, **about, created_at=now, due_at=now)
    )


# A message is held for five minutes: a worker that dies while it calls leaves it to another one. Webhooks
# take turns, one call to each at a time: who has much to hear, or does not answer, keeps nobody waiting.
_TAKE = text(
    """
    WITH turn AS (
        SELECT w.id FROM webhooks w
        WHERE w.active AND w.free_at <= :now AND EXISTS (
            SELECT 1 FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.due_at <= :now)
        ORDER BY w.free_at, w.id LIMIT 1 FOR UPDATE OF w SKIP LOCKED),
    called AS (
        UPDATE webhooks w SET free_at = CAST(:now AS timestamptz) + interval '1 minute'
        FROM turn WHERE w.id = turn.id)
    UPDATE webhook_deliveries SET
        due_at = CAST(:now AS timestamptz) + interval '5 minutes', attempts = attempts + 1
    WHERE id = (
        SELECT d.id FROM webhook_deliveries d JOIN turn ON turn.id = d.webhook_id
        WHERE d.due_at <= :now ORDER BY d.due_at, d.id LIMIT 1)
    RETURNING id
    """
)


def take_delivery(session: Session, *, now: datetime) -> Delivery | None:
    """The next message that is due, its try counted beforehand."""
    found = session.execute(_TAKE, {"now": now}).scalar_one_or_none()
    return session.get(Delivery, found, populate_existing=True) if found is not None else None


def settle(
    session: Session, delivery_id: int, *, attempts: int, status: int | None, answer: str, now: datetime
) -> bool:
    """Note what came back, and when to try again; whether its webhook was stopped for good."""
    pause = None if taken(status) else next_try(attempts)
    values = {
        "status": status,
        "answer": answer,
        "answered_at": now,
        "due_at": now + pause if pause else None,
    }
    hook_id = session.execute(
        update(Delivery).where(Delivery.id == delivery_id).values(**values).returning(Delivery.webhook_id)
    ).scalar_one_or_none()
    if hook_id is None:
        return False
    gone = status in GONE
    turn = {
        "free_at": now + HUNG_UP if status is None else now,
        "gone_since": func.coalesce(Webhook.gone_since, now) if gone else None,
    }
    session.execute(update(Webhook).where(Webhook.id == hook_id).values(**turn))
    return gone and pause is None and _stop(session, hook_id, status, now=now)


def _stop(session: Session, hook_id: int, status: int | None, *, now: datetime) -> bool:
    """Nobody answered to any try of a message: there is nobody any more."""
    gone = Webhook.gone_since < now
    values = {"active": False, "stopped_because": f"{status}"}
    stopped = update(Webhook).where(Webhook.id == hook_id, Webhook.active, gone).values(**values)
    if session.execute(stopped.returning(Webhook.id)).first() is None:
        return False
    _drop_waiting(session, hook_id)
    return True


def forget_deliveries(session: Session, *, now: datetime) -> None:
    """The log is kept for thirty days."""
    session.execute(delete(Delivery).where(Delivery.created_at < now - KEPT, Delivery.due_at.is_(None)))
