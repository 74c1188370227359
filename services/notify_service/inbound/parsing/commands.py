"""A mail that says one word: mute, watch, +1 ..., in the languages of the house."""

import re
from functools import cache
from typing import cast

from notify_service.inbound.parsing.shapes import Command
from notify_service.inbound.parsing.words import pattern, sections

# Also of the sentences that programs write for a person.
_LONGEST = 160
_AUTOMATIC = pattern("automatic")
_MARKS = re.compile(
    r"[\s.!。！،,;:：'\"“”«»*_\u200b-\u200f\ufe0f/#>\\]+$|^[\s\"'“”«»*_/#>!¡¿\\\u200b-\u200f]+"
)


def command_in(own: str, subject: str, *, sender_name: str = "") -> Command:
    """The command that the words are; of an empty mail (or one a program filled in), the subject."""
    words = own.strip()
    if len(words) > _LONGEST:
        return ""
    if not words or _AUTOMATIC.fullmatch(_bare(words)):
        return _command(_bare(words)) or _command(_bare(subject))
    rows = [_bare(row) for row in words.split("\n") if _bare(row)]
    if len(rows) > 1 and _is_name(" ".join(rows[1:]), sender_name):
        rows = rows[:1]
    return _command(rows[0]) if len(rows) == 1 else ""


def _bare(text: str) -> str:
    """Without the stops and marks at its ends."""
    shorter = text
    for _round in range(4):
        shorter = _MARKS.sub("", shorter)
    return re.sub(r"\s+", " ", shorter)[:200]


def _is_name(text: str, name: str) -> bool:
    """Whether somebody signed, and wrote nothing more."""
    said, known = (set(re.findall(r"\w+", one.lower())) for one in (text, name))
    return bool(said) and len(said) <= 4 and bool(said & known)


def _command(text: str) -> Command:
    for name, found in _commands().items():
        if found.fullmatch(text):
            return cast(Command, name)
    return ""


@cache
def _commands() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(words), re.IGNORECASE) for name, words in sections("commands").items()}
