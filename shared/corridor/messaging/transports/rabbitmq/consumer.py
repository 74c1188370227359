"""Takes a service's events from its queue: stores a batch in the inbox, then acknowledges it.

Acknowledged means stored, so a crash at any point only brings messages again, and the inbox knows them.
"""

from collections.abc import Callable
from typing import Any

import pika
import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from corridor.faults import fault
from corridor.messaging import inbox
from corridor.messaging.envelope import readable
from corridor.messaging.loops import Stop
from corridor.messaging.subscribing import announce, forget_subscriptions, with_library_handlers
from corridor.messaging.transports import TransportDown
from corridor.messaging.transports.rabbitmq import topology
from corridor.messaging.transports.rabbitmq.probe import probe_queue
from corridor.service import Service

_PREFETCH = 500
# A queue that was declared a moment ago may be lost by a crash of the broker (messages with it).
_REST_AFTER_DECLARE = 2.0
# Long enough that only a queue without a leader is taken for dead, never one that is busy.
_PROBE_SECONDS = 60.0

log = structlog.get_logger("corridor.messaging.consumer")


class RabbitConsumer:
    """The consumer of one service; `run` is one life of its connection."""

    def __init__(self, url: str, service: Service, sessions: sessionmaker[Session]) -> None:
        self._url = url
        self._service = service
        self._sessions = sessions
        self._types = sorted(event.type for event in with_library_handlers(service))
        self._unstored: list[tuple[int, str]] = []
        self._last_tag = 0

    def run(self, stop: Stop, *, bound: Callable[[], None]) -> None:
        """Consume until told to stop or the connection fails; `bound` is called once the queue is there."""
        connection = pika.BlockingConnection(topology.parameters(self._url))
        try:
            self._declare(connection, stop)
            bound()
            self._consume(connection, stop)
        finally:
            if connection.is_open:
                connection.close()

    def _declare(self, connection: pika.BlockingConnection, stop: Stop) -> None:
        """Declare and probe the queue; one that does not work is replaced, and peers fill it again."""
        name = self._service.name
        is_new = not topology.queue_exists(connection, name)
        if is_new:
            self._note(forget_subscriptions)
        channel = connection.channel()
        topology.declare_queue(channel, name, self._types)
        if is_new:
            stop.wait(_REST_AFTER_DECLARE)
        problem = probe_queue(self._url, name, seconds=_PROBE_SECONDS)
        if problem is not None:
            channel.queue_delete(topology.queue_name(name))
            raise TransportDown(f"the queue of {name} does not work and is made anew: {problem}")
        channel.close()
        self._note(lambda session: announce(session, self._service, types=self._types))

    def _note(self, change: Callable[[Session], object]) -> None:
        with self._sessions.begin() as session:
            change(session)

    def _consume(self, connection: pika.BlockingConnection, stop: Stop) -> None:
        self._unstored, self._last_tag = [], 0
        channel = connection.channel()
        channel.basic_qos(prefetch_count=_PREFETCH)
        channel.add_on_cancel_callback(_cancelled)
        channel.basic_consume(topology.queue_name(self._service.name), self._on_message)
        while not stop():
            connection.process_data_events(time_limit=0.5)
            self._store_and_acknowledge(connection, channel, stop)

    def _on_message(self, _channel: Any, method: Any, properties: Any, body: bytes) -> None:
        self._last_tag = method.delivery_tag
        if properties.type != topology.PROBE:
            self._unstored.append((method.delivery_tag, readable(body)))

    def _store_and_acknowledge(self, connection: pika.BlockingConnection, channel: Any, stop: Stop) -> None:
        """While the database is away the messages stay ours and unacknowledged; the prefetch bounds them."""
        while self._last_tag:
            tag, bodies = self._last_tag, [body for _, body in self._unstored]
            try:
                with self._sessions.begin() as session:
                    inbox.store(session, bodies)
            except DBAPIError as error:
                log.warning("inbox_unreachable", service=self._service.name, error=str(error.orig)[:200])
                if stop():
                    return
                connection.sleep(1)
                continue
            fault("consumer.before_ack")
            channel.basic_ack(tag, multiple=True)
            self._unstored = [item for item in self._unstored if item[0] > tag]
            if self._last_tag == tag:
                self._last_tag = 0


def _cancelled(_frame: Any) -> None:
    raise TransportDown("the queue was deleted")
