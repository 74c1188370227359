"""Puts events straight into the inboxes of the services of this machine; needs no broker."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from corridor.messaging import inbox
from corridor.messaging.envelope import Message
from corridor.messaging.transports import Receipt
from corridor.service import Service

log = structlog.get_logger("corridor.messaging.direct")


@dataclass(frozen=True)
class Subscriber:
    """A service, and the way into its inbox."""

    service: Service
    sessions: sessionmaker[Session]

    def wants(self, message: Message) -> bool:
        return any(event.type == message.type for event in self.service.handlers)


class DirectTransport:
    """Delivers to every subscriber that handles the type; an event nobody handles is delivered at once."""

    def __init__(self, subscribers: Sequence[Subscriber]) -> None:
        self._subscribers = subscribers

    def publish(self, messages: Sequence[Message]) -> Receipt:
        missed: set[UUID] = set()
        for subscriber in self._subscribers:
            wanted = [message for message in messages if subscriber.wants(message)]
            if wanted and not self._store(subscriber, wanted):
                missed |= {message.id for message in wanted}
        return Receipt(confirmed={message.id for message in messages} - missed)

    def close(self) -> None:
        """Nothing of its own is open."""

    def _store(self, subscriber: Subscriber, messages: list[Message]) -> bool:
        """One service whose database is away does not keep the others from theirs."""
        try:
            with subscriber.sessions.begin() as session:
                inbox.store(session, [message.body for message in messages])
        except DBAPIError as error:
            log.warning("inbox_unreachable", service=subscriber.service.name, error=str(error.orig))
            return False
        return True
