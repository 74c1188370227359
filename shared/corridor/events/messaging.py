"""What the library of any service tells its peers."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.messaging.event import Event


@dataclass(frozen=True, kw_only=True)
class Subscribed(Event):
    """A service has a queue for these types since now; peers send their last 72 hours of them again."""

    type: ClassVar[str] = "messaging.subscribed.v1"
    service: str
    types: list[str]

    @property
    def subject(self) -> str:
        return f"service/{self.service}"
