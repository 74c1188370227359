"""Taking mails over, and noting what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.events.forum import MailTaken
from corridor.events.notify import MailReceived
from corridor.messaging import outbox
from forum_service.by_mail.models import MailOrder, OrderState
from forum_service.by_mail.rules import pause

# How long it is remembered that a mail was done.
KEPT = timedelta(days=90)
_LARGEST_ID, _LARGEST_NUMBER = 2**63 - 1, 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of a mail; `url` is where it is to be seen, `reason` in the sender's language."""

    state: OrderState
    url: str = ""
    code: str = ""
    reason: str = ""
    refused_files: Sequence[dict[str, str]] = ()


def take_order(session: Session, event: MailReceived, *, now: datetime) -> None:
    """Keep what a mail asks, to be done in a moment.

    A mail that was refused may come again, when staff let it pass after all; what became of another one that
    comes again is only said once more.
    """
    values = _values(event, now=now)
    row = insert(MailOrder).values(**values, state=OrderState.WAITING)
    again = values | {"state": OrderState.WAITING, "attempts": 0, "code": "", "reason": "", "done_at": None}
    kept = row.on_conflict_do_update(
        index_elements=["incoming_id"], set_=again, where=MailOrder.state == OrderState.REFUSED
    )
    if session.scalar(kept.returning(MailOrder.incoming_id)) is None:
        order = session.get_one(MailOrder, values["incoming_id"], populate_existing=True)
        if order.state != OrderState.WAITING:
            _say(session, order)


def _values(event: MailReceived, *, now: datetime) -> dict[str, Any]:
    return {
        "incoming_id": UUID(event.incoming_id),
        "account_id": UUID(event.account_id),
        "act": event.act,
        "topic_id": _within(event.topic_id, _LARGEST_ID),
        "post_number": _within(event.post_number, _LARGEST_NUMBER),
        "forum_slug": _plain(event.forum_slug),
        "title": " ".join(_plain(event.title).split()),
        "raw": _plain(event.text),
        "language": event.language,
        "files": event.files,
        "received_at": datetime.fromisoformat(event.received_at),
        "due_at": now,
    }


def _within(number: int | None, largest: int) -> int | None:
    """No number of ours is zero: where one is given and cannot be, nothing has it."""
    return None if number is None else number if 0 < number <= largest else 0


def _plain(text: str) -> str:
    """What the database takes as text."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def claim_next(session: Session, *, now: datetime) -> MailOrder | None:
    """The next mail that is due. Its next attempt is set before anything is tried."""
    due = (MailOrder.state == OrderState.WAITING) & (MailOrder.due_at <= now)
    query = select(MailOrder).where(due).order_by(MailOrder.due_at, MailOrder.incoming_id).limit(1)
    order = session.scalars(query.with_for_update(skip_locked=True)).one_or_none()
    if order is not None:
        order.attempts += 1
        order.due_at = now + pause(order.attempts)
        session.flush()
    return order


def lock_waiting(session: Session, incoming_id: UUID) -> MailOrder | None:
    """The mail, if it still waits; whoever else works on it waits here."""
    query = select(MailOrder).where(MailOrder.incoming_id == incoming_id).with_for_update()
    order = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    return order if order is not None and order.state == OrderState.WAITING else None


def settle(session: Session, order: MailOrder, answer: Answer, *, now: datetime) -> None:
    """Note what became of a mail, and tell notify_service."""
    order.state, order.done_at = answer.state, now
    order.url, order.code, order.reason = answer.url, answer.code, answer.reason
    order.raw, order.files = "", []
    session.flush()
    _say(session, order, refused_files=answer.refused_files)


def _say(session: Session, order: MailOrder, *, refused_files: Sequence[dict[str, str]] = ()) -> None:
    event = MailTaken(
        incoming_id=str(order.incoming_id),
        account_id=str(order.account_id),
        outcome=order.state,
        url=order.url,
        code=order.code,
        reason=order.reason,
        refused_files=list(refused_files),
    )
    outbox.record(session, event)


def note_appeared(session: Session, incoming_id: UUID, *, url: str, now: datetime) -> None:
    """What came by mail and waited for a moderator has appeared."""
    query = select(MailOrder).where(MailOrder.incoming_id == incoming_id, MailOrder.state == OrderState.HELD)
    order = session.scalars(query.with_for_update()).one_or_none()
    if order is not None:
        settle(session, order, Answer(state=OrderState.POSTED, url=url), now=now)


def forget_orders(session: Session, *, now: datetime) -> None:
    """Drop what was done long ago."""
    session.execute(delete(MailOrder).where(MailOrder.done_at < now - KEPT))
