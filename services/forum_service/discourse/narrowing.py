"""What `/filter` is asked for: words with a colon, each of which narrows the list."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext as _

from corridor.errors import Invalid
from forum_service.tags.rules import read_tags

LONGEST = 400
# What each of them asks for: whether topics are closed, and whether they are archived.
_STATUS = {"open": (False, None), "closed": (True, None), "archived": (None, True)}


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """A question read: names as typed, to be looked up by whoever asks."""

    category: str = ""
    author: str = ""
    tags: list[str] = field(default_factory=list)
    closed: bool | None = None
    archived: bool | None = None
    unread: bool = False
    since: datetime | None = None


def read_narrowing(typed: str) -> Narrowing:
    """Read `category:knowledge tag:wetlands status:open`; raises Invalid for words we do not know.

    >>> read_narrowing("category:knowledge status:open").closed
    False
    """
    found: dict[str, Any] = {}
    for word in typed[:LONGEST].split():
        name, colon, value = word.partition(":")
        read = _WORDS.get(name.lower())
        if not colon or not value or read is None:
            raise _unknown(word)
        found |= read(value)
    return Narrowing(**found)


def _status(value: str) -> dict[str, Any]:
    if value not in _STATUS:
        raise _unknown(f"status:{value}")
    closed, archived = _STATUS[value]
    return {"closed": closed, "archived": archived}


def _within(value: str) -> dict[str, Any]:
    if value != "unread":
        raise _unknown(f"in:{value}")
    return {"unread": True}


def _since(value: str) -> dict[str, Any]:
    try:
        return {"since": datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)}
    except ValueError:
        raise _unknown(f"created-after:{value}") from None


def _unknown(word: str) -> Invalid:
    return Invalid(_("Topics cannot be narrowed by this: %(word)s", word=word[:80]))


_WORDS: dict[str, Callable[[str], dict[str, Any]]] = {
    "category": lambda value: {"category": value},
    "categories": lambda value: {"category": value},
    "tag": lambda value: {"tags": read_tags(value.replace("+", ","))},
    "tags": lambda value: {"tags": read_tags(value.replace("+", ","))},
    "created-by": lambda value: {"author": value.lstrip("@")},
    "created-after": _since,
    "status": _status,
    "in": _within,
}
