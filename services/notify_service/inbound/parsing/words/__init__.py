"""The words of mail programs and of people, in many languages; one pattern a line in the files here."""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def phrases(name: str) -> tuple[str, ...]:
    """The lines of the file, without its comments and headings."""
    return tuple(phrase for words in sections(name).values() for phrase in words)


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The lines under each `[heading]`."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
        elif line.strip() and not line.startswith("# "):
            found.setdefault(heading, []).append(line)
    return {heading: tuple(words) for heading, words in found.items()}


@cache
def pattern(name: str, *, whole_words: bool = False) -> re.Pattern[str]:
    """One pattern for all lines of the file; `whole_words`: none begins in the midst of a word."""
    found = [_guarded(phrase) if whole_words else f"(?:{phrase})" for phrase in phrases(name)]
    return re.compile("|".join(found), re.IGNORECASE)


def _guarded(phrase: str) -> str:
    """Only alphabets that part their words know where one begins; Arabic glues "and" in front."""
    return rf"(?<![^\W\d_])(?:{phrase})" if phrase[0] < "\u0530" else f"(?:{phrase})"
