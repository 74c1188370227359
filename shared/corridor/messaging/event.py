"""What an event is: a frozen fact with a type, and its data as plain JSON values."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

KNOWN: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """The base of all events.

    A subclass names its wire type ("forum.reply_posted.v1"), holds primitives, lists of primitives or lists
    of flat dicts only, and says by `subject` what it is about. A field is added with a default; a removed or
    re-typed one makes a new version beside the old.
    """

    type: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "type" in cls.__dict__:
            KNOWN[cls.type] = cls

    @property
    def subject(self) -> str:
        """What the event is about, e.g. "topic/12"; `sequence` counts within it."""
        raise NotImplementedError

    def to_data(self) -> dict[str, Any]:
        """The data part of the wire form."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """Rebuild the event; unknown fields (of a newer producer) are ignored; TypeError if one lacks."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in names})


@dataclass(frozen=True, kw_only=True)
class Meta:
    """The envelope of a received event; `sequence` is None where the event carries no state."""

    id: UUID
    time: datetime
    source: str
    subject: str
    sequence: int | None = None


class Transient(Exception):
    """The handler cannot do it now; the event is tried again after a pause."""


class Permanent(Exception):
    """The handler will never be able to do it; the event is parked with this reason."""


def decode(type_: str, data: dict[str, Any]) -> Event | None:
    """The event of a wire type, or None when the type is unknown here."""
    cls = KNOWN.get(type_)
    return cls.from_data(data) if cls else None
