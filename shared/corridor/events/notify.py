"""What notify_service tells the others."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.messaging.event import Event


@dataclass(frozen=True, kw_only=True)
class UnreadChanged(Event):
    """How many notifications wait for somebody (state: the sequence grows with each change)."""

    type: ClassVar[str] = "notify.unread_changed.v1"
    account_id: str
    unread: int

    @property
    def subject(self) -> str:
        return f"inbox/{self.account_id}"
