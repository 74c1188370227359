"""Which posts go where."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from corridor.errors import Conflict, Invalid

MOST = 500
_RANGE = re.compile(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?")


def read_numbers(typed: str) -> list[int]:
    """The post numbers of "3, 5-8 12"; raises Invalid for anything else and for more than 500."""
    numbers: set[int] = set()
    for part in re.split(r"[\s,;،、]+", re.sub(r"\s*[-–]\s*", "-", typed.strip())):
        found = _RANGE.fullmatch(part.lstrip("#"))
        if found is None:
            raise _wrong(_("Write post numbers, for instance 3, 5-8."))
        first, last = int(found[1]), int(found[2] or found[1])
        if not 0 <= last - first < MOST or len(numbers) + last - first >= MOST:
            raise _wrong(_("At most %(count)s posts are moved at once.", count=MOST))
        numbers.update(range(first, last + 1))
    return sorted(numbers)


def _wrong(message: object) -> Invalid:
    return Invalid(message, errors={"numbers": [message]})


def check_movable(topic: Any, *, asked: Collection[int], there: Sequence[int]) -> None:
    """Refuse what would tear a topic apart: private ones, posts that are not there, a first post alone."""
    if topic.private:
        raise Conflict(_("A private topic stays as it is: its posts were written for its readers alone."))
    missing = sorted(set(asked) - set(there))
    if missing:
        raise _wrong(_("There is no post #%(number)s in this topic.", number=missing[0]))
    if there and there[0] in asked and set(asked) != set(there):
        raise _wrong(_("The first post stays, unless all posts go with it."))


def check_destination(source: Any, target: Any) -> None:
    """Refuse a target that is private, or the topic itself."""
    if target.private:
        raise Conflict(_("Posts of a forum do not go into a private topic."))
    if target.id == source.id:
        message = _("This is the topic the posts are in already.")
        raise Invalid(message, errors={"target": [message]})
