"""The events of the tiny service."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.messaging.event import Event


@dataclass(frozen=True, kw_only=True)
class Greeted(Event):
    """Somebody said something."""

    type: ClassVar[str] = "tiny.greeted.v1"
    words: str

    @property
    def subject(self) -> str:
        return "greeting"


@dataclass(frozen=True, kw_only=True)
class MoodChanged(Event):
    """Somebody feels different (state: sequence counts the changes)."""

    type: ClassVar[str] = "tiny.mood_changed.v1"
    name: str
    mood: str

    @property
    def subject(self) -> str:
        return f"mood/{self.name}"


@dataclass(frozen=True, kw_only=True)
class Shouted(Event):
    """Nobody listens to this one."""

    type: ClassVar[str] = "tiny.shouted.v1"
    words: str

    @property
    def subject(self) -> str:
        return "shout"
