"""Lines that fit a text reader: 72 columns, Chinese letters two wide, addresses of pages never cut."""

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import combining, east_asian_width

WIDTH = 72

_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)
# What a line of Chinese does not begin with.
_CLOSING = frozenset("，。、；：？！）》」』”’…—")
# The indent of a paragraph, the marks of a quote, the mark of a list.
_LEAD = re.compile(r"(?P<indent> *(?:> ?)*)(?P<mark>(?:[-*] |\d{1,3}\. |\[[ x]\] )?)")


def wrap(text: str, width: int = WIDTH) -> str:
    """The text with its long lines broken; what fits stays as it is."""
    return "\n".join(part for line in text.split("\n") for part in _wrapped(line, width))


def columns(text: str) -> int:
    """How wide a text reader shows it."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def underline(title: str, mark: str) -> str:
    """A line below a heading, as long as the heading."""
    return mark * min(columns(title), WIDTH)


def _wrapped(line: str, width: int) -> Sequence[str]:
    if len(line) <= width and (line.isascii() or len(line) <= width // 2):
        return (line,)
    return _broken(line, width)


# The lines of a post are the same in the digests of all who get it.
@lru_cache(maxsize=4096)
def _broken(line: str, width: int) -> Sequence[str]:
    if columns(line) <= width:
        return (line,)
    lead = _LEAD.match(line)
    first = lead[0] if lead else ""
    rest = lead["indent"] + " " * len(lead["mark"]) if lead else ""
    lines, run = [], first
    for piece in _pieces(line[len(first) :]):
        fits = columns(run) + columns(piece.rstrip(" ")) <= width
        if fits or run in (first, rest):
            run += piece
        else:
            lines.append(run.rstrip(" "))
            run = rest + piece
    return (*lines, run.rstrip(" "))


def _pieces(text: str) -> list[str]:
    """What may stand on a line by itself: a word with its space, or a Chinese letter with its marks."""
    pieces: list[str] = []
    for word in re.findall(r"\S+ *", text):
        pieces += _letters(word) if _WIDE.search(word) else [word]
    return pieces


def _letters(word: str) -> list[str]:
    letters: list[str] = []
    for part in re.findall(rf"{_WIDE.pattern}|[^\s]+?(?={_WIDE.pattern}|\s|$)\s*|\s+", word):
        if letters and (part[0] in _CLOSING or part.isspace()):
            letters[-1] += part
        else:
            letters.append(part)
    return letters
