"""The wire form of events: structured CloudEvents 1.0 JSON, complete in itself, so it survives replays."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from corridor.messaging.event import Event, Meta

_POISON = UUID("7b1d3f0a-92c4-5e0b-8a55-3c1de0f4a9b2")


class Poison(Exception):
    """Not an event of ours; the message says what is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """What a transport moves: the wire form and what it needs to know to move it."""

    id: UUID
    type: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """A received event before its type is looked at."""

    type: str
    meta: Meta
    data: dict[str, Any]


def encode(event: Event, *, event_id: UUID, time: datetime, sequence: int | None) -> str:
    """The wire form of an event; `source` is the service named in its type."""
    attributes = {
        "specversion": "1.0",
        "id": str(event_id),
        "source": f"/{event.type.partition('.')[0]}",
        "type": event.type,
        "subject": event.subject,
        "time": time.isoformat(),
        "datacontenttype": "application/json",
    }
    if sequence is not None:
        # The extension's type is a string.
        attributes["sequence"] = str(sequence)
    return json.dumps({**attributes, "data": event.to_data()}, ensure_ascii=False, separators=(",", ":"))


def open_envelope(body: str) -> Envelope:
    """What a body holds; Poison when it is no event."""
    try:
        wire = json.loads(body)
    except ValueError as error:
        raise Poison(f"not JSON: {error}") from error
    if not isinstance(wire, dict):
        raise Poison("not a JSON object")
    try:
        return Envelope(type=_text(wire, "type"), meta=_meta(wire), data=_data(wire))
    except KeyError as error:
        raise Poison(f"{error.args[0]} is missing") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise Poison(f"a value is wrong: {error}") from error


def _meta(wire: dict[str, Any]) -> Meta:
    sequence = wire.get("sequence")
    return Meta(
        id=UUID(wire["id"]),
        time=datetime.fromisoformat(wire["time"]),
        source=_text(wire, "source"),
        subject=_text(wire, "subject"),
        sequence=None if sequence is None else int(sequence),
    )


def _text(wire: dict[str, Any], name: str) -> str:
    value = wire[name]
    if not isinstance(value, str) or not value or "\0" in value:
        raise ValueError(f"{name} is no text")
    return value


def _data(wire: dict[str, Any]) -> dict[str, Any]:
    data = wire["data"]
    if not isinstance(data, dict):
        raise ValueError("data is no object")
    return data


def poison_id(body: str) -> UUID:
    """An id for what has none: the same for the same body, so a redelivery is recognised."""
    return uuid5(_POISON, body)


def readable(body: bytes) -> str:
    """Any bytes as a text that the database can keep."""
    return body.decode("utf-8", "backslashreplace").replace("\0", "\\x00")
