"""Publishes batches with confirms: one connection, whose loop has a thread of its own.

The loop keeps the heartbeats going while the relay waits for rows, and sends a whole batch before it waits
for confirms: several thousand events a second instead of several hundred.
"""

from collections.abc import Sequence

from corridor.messaging.envelope import Message
from corridor.messaging.transports import Receipt, TransportDown
from corridor.messaging.transports.rabbitmq.link import Batch, Link
from corridor.messaging.transports.rabbitmq.topology import EXCHANGE

_CONFIRM_SECONDS = 30


class RabbitPublisher:
    """A Transport; connects on first use and again after a failure. Used by one thread at a time."""

    def __init__(self, url: str, *, confirm_seconds: float = _CONFIRM_SECONDS) -> None:
        self._url = url
        self._confirm_seconds = confirm_seconds
        self._link: Link | None = None

    def publish(
        self, messages: Sequence[Message], *, exchange: str = EXCHANGE, routing_key: str | None = None
    ) -> Receipt:
        """Send all, wait for all confirms. Without `routing_key` each goes by its type."""
        batch = Batch(messages=messages, exchange=exchange, routing_key=routing_key)
        link = self._open_link()
        link.send(batch)
        in_time = batch.settled.wait(self._confirm_seconds)
        if in_time and link.failure is None:
            return Receipt(confirmed=batch.confirmed, returned=batch.returned)
        self.close()
        raise TransportDown(link.failure or f"no confirm within {self._confirm_seconds:.0f} s")

    def close(self) -> None:
        """End the connection and its thread."""
        if self._link is not None:
            self._link.close()
        self._link = None

    def _open_link(self) -> Link:
        if self._link is not None and self._link.failure is not None:
            self.close()
        if self._link is None:
            link = Link(self._url)
            link.open()
            self._link = link
        return self._link
