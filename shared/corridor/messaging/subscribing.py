"""How a service that comes late still hears of what was said before it had a queue.

A broker drops for a queue what was published before the queue was there. So a service announces the types it
is newly bound to, and its peers send what they still have. Who has had an event takes no notice of a second.
"""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor import clock
from corridor.events.messaging import Subscribed
from corridor.messaging.event import Meta
from corridor.messaging.outbox import KEPT, record, send_again
from corridor.messaging.tables import subscriptions
from corridor.service import Handlers, Service


def with_library_handlers(service: Service) -> Handlers:
    """The handlers of a service and those the library adds for it."""
    return {**service.handlers, Subscribed: on_subscribed}


def announce(session: Session, service: Service, *, types: Iterable[str]) -> list[str]:
    """Tell the peers which types are new to the queue, once it is bound to them."""
    known = set(session.scalars(select(subscriptions.c.type)))
    fresh = sorted(set(types) - known)
    if fresh:
        rows = [{"type": type_, "since": clock.now()} for type_ in fresh]
        session.execute(insert(subscriptions).on_conflict_do_nothing(), rows)
        record(session, Subscribed(service=service.name, types=fresh))
    return fresh


def forget_subscriptions(session: Session) -> None:
    """The queue is about to be made (again), so all its types are new to it.

    Noted before the queue is declared: a crash in between must not leave a queue nobody was told of.
    """
    session.execute(delete(subscriptions))


def on_subscribed(session: Session, event: Subscribed, _meta: Meta) -> None:
    """A peer is new: let our relay send again what it has missed."""
    send_again(session, since=clock.now() - KEPT, types=event.types)
