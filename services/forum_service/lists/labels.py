"""Filters and states in words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import format_date, gettext, lazy_gettext

from corridor.web.templating import language_name
from forum_service.boards.labels import board_name
from forum_service.tags.labels import tag_name

_STATES = {
    "open": lazy_gettext("Open"),
    "unanswered": lazy_gettext("Not answered"),
    "closed": lazy_gettext("Closed"),
    "archived": lazy_gettext("Archived"),
    "unlisted": lazy_gettext("Unlisted"),
}


_WITHIN = {
    "mine": lazy_gettext("What I wrote"),
    "bookmarks": lazy_gettext("My bookmarks"),
    "messages": lazy_gettext("Private topics and messages"),
}


def search_places() -> list[tuple[str, str]]:
    """(value, name) of where a search may look."""
    return [(value, str(name)) for value, name in _WITHIN.items()]


def topic_states() -> list[tuple[str, str]]:
    """(value, name) of what a list may be narrowed to."""
    return [(value, str(name)) for value, name in _STATES.items()]


def filter_words(name: str, value: Any, boards: Sequence[Any]) -> str:
    """One filter as the words on its chip."""
    if isinstance(value, date):
        day = format_date(value)
        return str(gettext("from %(day)s", day=day) if name == "since" else gettext("to %(day)s", day=day))
    if name == "forum":
        names: dict[str, str] = {board.slug: board.name for board in boards}
        return board_name(value, names.get(value, value))
    if name == "language":
        return language_name(value)
    known = {**_STATES, **_WITHIN}
    return {"author": f"@{value}", "tag": f"#{tag_name(value)}"}.get(name) or str(known.get(value, value))
