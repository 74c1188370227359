"""Line breaks that were meant, made visible to Markdown."""

import re

_WIDTH = 66
_STRUCTURE = re.compile(r"^\s*(?:[-*+]\s|\d{1,3}[.)]\s|\||#{1,6}\s|```|~~~|\* \* \*|---|$)")


def with_breaks(text: str, *, wrapped: bool) -> str:
    """The text with two spaces where a line was ended by hand.

    `wrapped`: a program may have broken the lines; then one was ended by hand when the next word would have
    had room on it.
    """
    rows = [_unindented(row) for row in text.split("\n")] if wrapped else text.split("\n")
    found: list[str] = []
    fenced = False
    for row, following in zip(rows, [*rows[1:], ""], strict=True):
        fenced ^= row.lstrip().startswith(("```", "~~~"))
        breaks = not fenced and _is_prose(row) and _is_prose(following) and _same_depth(row, following)
        if breaks and (not wrapped or _had_room(row, following)):
            found.append(f"{row.rstrip()}  ")
        else:
            found.append(row.rstrip())
    return "\n".join(found)


def _unindented(row: str) -> str:
    """Four spaces would make it code."""
    bare = row.lstrip(" \u3000")
    return row if len(row) - len(bare) < 4 or _STRUCTURE.match(bare) else bare


def _is_prose(row: str) -> bool:
    return not _STRUCTURE.match(row.lstrip("> "))


def _same_depth(row: str, following: str) -> bool:
    return row.lstrip().startswith(">") == following.lstrip().startswith(">")


def _had_room(row: str, following: str) -> bool:
    word = following.lstrip("> ").split(" ", 1)[0]
    return len(row) + 1 + len(word) <= _WIDTH
