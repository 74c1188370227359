"""One life of a publishing connection. All of it but `open`, `send` and `close` runs in its own thread."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pika
from pika.adapters.select_connection import SelectConnection

from corridor.messaging.envelope import Message
from corridor.messaging.transports import TransportDown
from corridor.messaging.transports.rabbitmq.topology import declare_exchange, parameters

_CONNECT_SECONDS = 15


@dataclass(kw_only=True)
class Batch:
    """Messages under way and what the broker said of them."""

    messages: Sequence[Message]
    exchange: str
    routing_key: str | None
    waiting: dict[int, UUID] = field(default_factory=dict)
    confirmed: set[UUID] = field(default_factory=set)
    returned: set[UUID] = field(default_factory=set)
    settled: threading.Event = field(default_factory=threading.Event)

    def settle(self, tag: int, *, multiple: bool, accepted: bool) -> None:
        """Note a confirm; a return has come before the confirm of the same message."""
        tags = [one for one in self.waiting if one <= tag] if multiple else [tag]
        for one in tags:
            message_id = self.waiting.pop(one, None)
            if message_id is not None and accepted and message_id not in self.returned:
                self.confirmed.add(message_id)
        if not self.waiting:
            self.settled.set()


class Link:
    """A connection with one confirming channel; once it has a `failure` it is of no more use."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: SelectConnection | None = None
        self._channel: Any = None
        self._ready = threading.Event()
        self._batch: Batch | None = None
        self._next_tag = 1
        # Held while the loop is called from outside or ends: a loop that has ended must not be called.
        self._calling = threading.Lock()
        self._over = False
        self._thread = threading.Thread(target=self._run, name="rabbitmq-publisher", daemon=True)
        self.failure: str | None = None

    def open(self) -> None:
        """Connect; TransportDown when that does not succeed in time."""
        self._thread.start()
        in_time = self._ready.wait(_CONNECT_SECONDS)
        if not in_time or self.failure is not None:
            self.close()
            raise TransportDown(self.failure or "the broker does not answer")

    def send(self, batch: Batch) -> None:
        """Hand over a batch; `batch.settled` is set when all is known, or when the link has failed."""
        self._batch = batch
        if self.failure is not None or not self._call(lambda: self._publish(batch)):
            batch.settled.set()

    def close(self) -> None:
        """Hang up and wait for the thread."""
        self._call(self._hang_up)
        self._thread.join(5)

    def _call(self, action: Callable[[], None]) -> bool:
        """Let the loop do something; False when there is none any more."""
        with self._calling:
            if self._over or self._connection is None:
                return False
            self._connection.ioloop.add_callback_threadsafe(action)
            return True

    def _run(self) -> None:
        try:
            self._connection = SelectConnection(
                parameters(self._url),
                on_open_callback=lambda connection: connection.channel(on_open_callback=self._prepare),
                on_open_error_callback=lambda _, error: self._fail(error),
                on_close_callback=lambda _, error: self._fail(error),
            )
            self._connection.ioloop.start()
        except Exception as error:
            self._fail(error)
        finally:
            self._end()

    def _end(self) -> None:
        with self._calling:
            self._over = True
            if self._connection is not None:
                self._connection.ioloop.close()

    def _prepare(self, channel: Any) -> None:
        self._channel = channel
        channel.add_on_close_callback(self._on_channel_closed)
        channel.add_on_return_callback(self._on_return)
        channel.confirm_delivery(self._on_confirm, callback=self._declare)

    def _declare(self, _frame: Any) -> None:
        declare_exchange(self._channel, callback=lambda _: self._ready.set())

    def _publish(self, batch: Batch) -> None:
        for message in batch.messages:
            batch.waiting[self._next_tag] = message.id
            self._next_tag += 1
            self._channel.basic_publish(
                batch.exchange,
                batch.routing_key or message.type,
                message.body.encode(),
                _properties(message),
                # Nothing vanishes: what has no queue comes back.
                mandatory=True,
            )

    def _on_confirm(self, frame: Any) -> None:
        if self._batch is not None:
            method = frame.method
            accepted = isinstance(method, pika.spec.Basic.Ack)
            self._batch.settle(method.delivery_tag, multiple=method.multiple, accepted=accepted)

    def _on_return(self, _channel: Any, _method: Any, properties: Any, _body: bytes) -> None:
        if self._batch is not None:
            self._batch.returned.add(UUID(properties.message_id))

    def _on_channel_closed(self, _channel: Any, error: Exception) -> None:
        """By the broker for a reason of its own, or with its connection, which will be told too."""
        if self._connection is not None and self._connection.is_open:
            self._fail(error)

    def _hang_up(self) -> None:
        connection = self._connection
        if self._over:
            return
        if connection is not None and connection.is_open:
            connection.close()
        elif connection is not None:
            connection.ioloop.stop()

    def _fail(self, error: object) -> None:
        """Wake whoever waits, and end the thread."""
        self.failure = self.failure or str(error) or type(error).__name__
        self._ready.set()
        if self._batch is not None:
            self._batch.settled.set()
        self._hang_up()


def _properties(message: Message) -> pika.BasicProperties:
    return pika.BasicProperties(
        content_type="application/cloudevents+json",
        delivery_mode=2,
        message_id=str(message.id),
        type=message.type,
    )
