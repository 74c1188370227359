"""Cursors: a place in a list, sealed so that only a cursor we gave is read back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import has_request_context, request
from itsdangerous import BadSignature, URLSafeSerializer

from corridor.web.frame import frame

_READERS: dict[str, Callable[[str], Any]] = {
    "i": int,
    "s": str,
    "f": float,
    "n": Decimal,
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "u": UUID,
    "b": lambda text: text == "True",
}
_LETTERS: dict[type, str] = {
    bool: "b",
    int: "i",
    str: "s",
    float: "f",
    Decimal: "n",
    datetime: "t",
    date: "d",
    UUID: "u",
}


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """The values of the order columns at the edge of a page, and the direction of reading."""

    values: tuple[Any, ...]
    backwards: bool = False


def write_cursor(cursor: Cursor) -> str:
    """The cursor as a word for an address."""
    parts = [_LETTERS[type(value)] + _text(value) for value in cursor.values]
    return str(_sealer().dumps(["<" if cursor.backwards else ">", *parts]))


def read_cursor(text: str | None, width: int) -> Cursor | None:
    """The cursor behind the word; None when there is none, or when it is not one of ours."""
    if not text:
        return None
    try:
        direction, *parts = _sealer().loads(text)
        values = tuple(_READERS[part[0]](part[1:]) for part in parts)
    except (BadSignature, ValueError, TypeError, KeyError, IndexError):
        return None
    return Cursor(values=values, backwards=direction == "<") if len(values) == width else None


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _sealer() -> URLSafeSerializer:
    # A cursor is good for the list it was given with: the columns of another one may be of other types.
    place = request.endpoint if has_request_context() else ""
    return URLSafeSerializer(frame().settings.secret_key, salt=f"cursor {place}")
