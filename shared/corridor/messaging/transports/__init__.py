"""A transport moves rows from an outbox to the inboxes that subscribed, and does nothing else.

Retries, poison, order and replay are the same SQL whichever is used.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from corridor.messaging.envelope import Message


class TransportDown(Exception):
    """Nothing can be moved just now; the rows stay where they are."""


@dataclass(frozen=True)
class Receipt:
    """Which messages are safe on the other side, and which nobody has asked for (yet).

    What is in neither is tried again.
    """

    confirmed: set[UUID] = field(default_factory=set)
    returned: set[UUID] = field(default_factory=set)


class Transport(Protocol):
    """What the relay speaks to."""

    def publish(self, messages: Sequence[Message]) -> Receipt:
        """Move the messages; returns when each has been confirmed or not. TransportDown if it cannot."""

    def close(self) -> None:
        """Let go of connections."""
