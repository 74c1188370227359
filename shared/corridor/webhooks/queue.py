"""Registering webhooks, and keeping what is to be sent to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, delete, func, insert, select, text, true, update
from sqlalchemy.orm import Session

from corridor.errors import Conflict
from corridor.webhooks.models import DeliveryMixin, WebhookMixin
from corridor.webhooks.rules import GONE, HUNG_UP, KEPT, MOST_HOOKS, PING, event_type, next_try, taken

W = TypeVar("W", bound=WebhookMixin)
D = TypeVar("D", bound=DeliveryMixin)


@dataclass(frozen=True)
class Hooks(Generic[W, D]):
    """The webhooks of a service, by its two tables."""

    webhook: type[W]
    delivery: type[D]

    def add(self, session: Session, hook: W, *, now: datetime) -> W:
        """Tell an address from now on; it is pinged at once."""
        if (session.scalar(select(func.count()).select_from(self.webhook)) or 0) >= MOST_HOOKS:
            raise Conflict(_("There are %(count)s webhooks. Remove one first.", count=MOST_HOOKS))
        hook.created_at = hook.free_at = now
        session.add(hook)
        session.flush()
        self.ping(session, hook, now=now)
        return hook

    def change(
        self, session: Session, hook: W, *, url: str, secret: str, events: Sequence[str], active: bool
    ) -> None:
        """Change a webhook; an empty secret keeps the one there is.

        One that had stopped may go on. What was for it while it was off is not sent when it is on again.
        """
        hook.url, hook.secret, hook.events = url, secret or hook.secret, list(events)
        if active and not hook.active:
            hook.gone_since, hook.stopped_because = None, ""
        if active != hook.active:
            self._drop_waiting(session, hook.id)
        hook.active = active

    def _drop_waiting(self, session: Session, hook_id: int) -> None:
        waiting = (self.delivery.webhook_id == hook_id, self.delivery.due_at.is_not(None))
        session.execute(update(self.delivery).where(*waiting).values(due_at=None))

    def ping(self, session: Session, hook: W, *, now: datetime) -> None:
        """Send a message that means nothing but that we are there."""
        _check_active(hook)
        self._queue(session, [hook.id], PING, '{"ping": "OK"}', now=now)

    def tell(
        self,
        session: Session,
        event: str,
        body: str,
        *,
        which: ColumnElement[bool] | None = None,
        now: datetime,
    ) -> None:
        """Put a message into the queue of each webhook that wants it; `which` narrows them."""
        wants = (self.webhook.active, self.webhook.events.contains([event]))
        wanted = select(self.webhook.id).where(*wants, which if which is not None else true())
        self._queue(session, session.scalars(wanted).all(), event, body, now=now)

    def anybody_wants(self, session: Session, events: Collection[str]) -> bool:
        """Whether there is any webhook for these events: without one, nothing needs to be put together."""
        wants = (self.webhook.active, self.webhook.events.overlap(list(events)))
        return session.execute(select(self.webhook.id).where(*wants).limit(1)).first() is not None

    def _queue(
        self, session: Session, hook_ids: Sequence[int], event: str, body: str, *, now: datetime
    ) -> None:
        if hook_ids:
            about = {"event_type": event_type(event), "event": event, "body": body}
            rows = [
                {"webhook_id": hook_id, **about, "created_at": now, "due_at": now} for hook_id in hook_ids
            ]
            session.execute(insert(self.delivery), rows)

    def redeliver(self, session: Session, delivery: D, *, now: datetime) -> None:
        """Send a message once more, whatever was answered."""
        _check_active(session.get_one(self.webhook, delivery.webhook_id))
        self._queue(session, [delivery.webhook_id], delivery.event, delivery.body, now=now)

    def take(self, session: Session, *, now: datetime) -> D | None:
        """The next message that is due, its try counted beforehand."""
        found = session.execute(_TAKE, {"now": now}).scalar_one_or_none()
        return session.get(self.delivery, found, populate_existing=True) if found is not None else None

    def settle(
        self,
        session: Session,
        delivery_id: int,
        *,
        attempts: int,
        status: int | None,
        answer: str,
        now: datetime,
    ) -> bool:
        """Note what came back, and when to try again; whether its webhook was stopped for good."""
        pause = None if taken(status) else next_try(attempts)
        due_at = now + pause if pause else None
        values = {"status": status, "answer": answer, "answered_at": now, "due_at": due_at}
        noted = update(self.delivery).where(self.delivery.id == delivery_id).values(**values)
        hook_id = session.execute(noted.returning(self.delivery.webhook_id)).scalar_one_or_none()
        if hook_id is None:
            return False
        gone = status in GONE
        turn: dict[str, Any] = {
            "free_at": now + HUNG_UP if status is None else now,
            "gone_since": func.coalesce(self.webhook.gone_since, now) if gone else None,
        }
        session.execute(update(self.webhook).where(self.webhook.id == hook_id).values(**turn))
        return gone and pause is None and self._stop(session, hook_id, status, now=now)

    def _stop(self, session: Session, hook_id: int, status: int | None, *, now: datetime) -> bool:
        """Nobody answered to any try of a message: there is nobody any more."""
        still = (self.webhook.id == hook_id, self.webhook.active, self.webhook.gone_since < now)
        stopped = update(self.webhook).where(*still).values(active=False, stopped_because=f"{status}")
        if session.execute(stopped.returning(self.webhook.id)).first() is None:
            return False
        self._drop_waiting(session, hook_id)
        return True

    def forget(self, session: Session, *, now: datetime) -> None:
        """The log is kept for thirty days."""
        old = (self.delivery.created_at < now - KEPT, self.delivery.due_at.is_(None))
        session.execute(delete(self.delivery).where(*old))


def _check_active(hook: WebhookMixin) -> None:
    if not hook.active:
        raise Conflict(_("This webhook is off. Switch it on first."))


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
