"""What a date is, in words. The functions take gettext as `_`: that of the request, or that of a letter."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol


class Gettext(Protocol):
    """Translate a sentence and put in its named words."""

    def __call__(self, sentence: str, /, **words: Any) -> str: ...


def label(what: str, _: Gettext) -> str:
    """The kind of a date: "Meeting", "A poll closes"."""
    known: Mapping[str, Callable[[], str]] = {
        "meeting": lambda: _("Meeting"),
        "call_closes": lambda: _("A call for consensus closes"),
        "poll_closes": lambda: _("A poll closes"),
        "milestone": lambda: _("Milestone of a case"),
        "answer_due": lambda: _("An answer is due"),
        "wanted_by": lambda: _("A need is wanted by"),
        "bulletin_due": lambda: _("Action required by"),
    }
    return known.get(what, lambda: _("Date"))()


ICONS: Mapping[str, str] = {
    "meeting": "people",
    "call_closes": "check",
    "poll_closes": "chart",
    "milestone": "leaf",
    "answer_due": "clock",
    "wanted_by": "flag",
    "bulletin_due": "document",
}
