"""What a list may be narrowed to, read from the address; whatever is no filter is as if it were not there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Protocol, Self
from urllib.parse import urlencode

from forum_service.language import LANGUAGES
from forum_service.tags.rules import TAGS, as_slug

PERIODS = ("week", "month", "year")
STATUSES = ("open", "closed", "archived", "unanswered")
# Found by staff only: everybody else reaches them by their address.
UNLISTED = "unlisted"
_HANDLE = re.compile(r"[\w.-]{1,80}")
_SLUG = re.compile(r"[\w-]{1,80}")


class Typed(Protocol):
    """The values of an address, as Flask gives them."""

    def get(self, key: str, default: str, /) -> str: ...
    def getlist(self, key: str, /) -> list[str]: ...


@dataclass(frozen=True, kw_only=True)
class Filters:
    """All of them together: a topic must answer each."""

    forum: str = ""
    author: str = ""
    tag: tuple[str, ...] = ()
    language: str = ""
    status: str = ""
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))

    @property
    def active(self) -> Sequence[tuple[str, Any]]:
        """(name, value) of each one that is set, one pair a tag."""
        pairs = [(one.name, getattr(self, one.name)) for one in fields(self)]
        single = [(name, value) for name, value in pairs if value and name != "tag"]
        return [*single, *(("tag", tag) for tag in self.tag)]

    @property
    def shown(self) -> Sequence[tuple[str, Any]]:
        """Those that are chips on the page."""
        return self.active

    def without(self, name: str, value: Any) -> Self:
        """The others, when one of them is taken away."""
        tags = tuple(tag for tag in self.tag if tag != value)
        rest: dict[str, Any] = {name: tags if name == "tag" else _NOTHING.get(name, "")}
        return replace(self, **rest)

    def with_tag(self, tag: str) -> Self:
        """These and a tag."""
        return replace(self, tag=(tag, *(other for other in self.tag if other != tag)))

    def address(self, path: str) -> str:
        """The list at `path` narrowed to these."""
        query = urlencode([(name, str(value)) for name, value in self.active])
        joint = "&" if "?" in path else "?"
        return f"{path}{joint}{query}" if query else path

    @classmethod
    def read(cls, typed: Typed, *, staff: bool = False) -> Self:
        """The filters of an address."""
        statuses = (*STATUSES, UNLISTED) if staff else STATUSES
        tags = [slug for word in typed.getlist("tag") if (slug := as_slug(word))]
        return cls(
            forum=_match(_SLUG, typed.get("forum", "")),
            author=_match(_HANDLE, typed.get("author", "").strip().removeprefix("@")).lower(),
            tag=tuple(dict.fromkeys(tags))[:TAGS],
            language=_one_of(LANGUAGES, typed.get("language", "")),
            status=_one_of(statuses, typed.get("status", "")),
            since=_date(typed.get("since", "")),
            until=_date(typed.get("until", "")),
        )


_NOTHING: Mapping[str, Any] = {
    one.name: None if one.name in ("since", "until") else "" for one in fields(Filters)
}


def _match(pattern: re.Pattern[str], value: str) -> str:
    return value if pattern.fullmatch(value) else ""


def _one_of(known: Sequence[str], value: str) -> str:
    return value if value in known else ""


def _date(value: str) -> date | None:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    # A database of moments knows no year before its calendar, and nobody asks for one.
    return found if 1990 <= found.year <= 2200 else None
