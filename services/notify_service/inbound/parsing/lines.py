"""A text as lines that know what they are, the common ground of plain and HTML mails."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from notify_service.inbound.parsing.words import pattern

# By a mail program's own marks: "name" is the sentence above a quote, "end": from here on another mail.
Kind = Literal["own", "quote", "name", "end", "signature"]
_QUOTED = re.compile(r"^ {0,3}(?:>|&gt;|＞)")
# "Anna> ...", the way of old programs, and the bar some put instead.
_NAMED = re.compile(r"^ {0,2}(?:[A-Z]{1,3}|[|│])> ?|^ {0,2}[│┃] |^\|(?: (?!.*\|\s*$)|$)")
# No sentence of a mail program is longer.
_COMPARED = 1000
# "<amina@example.org\n> wrote:" is no quote.
_VERB = pattern("wrote")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of Markdown; a quote bears its marks."""

    text: str
    kind: Kind = "own"

    @cached_property
    def blank(self) -> bool:
        return not self.text.strip(" \t\u00a0\u200b\u1427>*_\\")

    @cached_property
    def bare(self) -> str:
        """The words without marks of quotes, emphasis and direction, to compare with."""
        return bare(self.text)


def bare(text: str) -> str:
    """The words without marks of quotes, emphasis and direction."""
    plain = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", text[:_COMPARED]).replace(
        "\u00a0", " "
    )
    plain = re.sub(r"^(?:\s*>)+", "", plain)
    plain = re.sub(r"\[([^\[\]]{0,300})\]\((?:mailto:|https?:)[^()]{0,600}\)", r"\1", plain)
    return re.sub(r"\s+", " ", re.sub(r"[*\\]+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)", "", plain)).strip()


def lines_of(text: str) -> list[Line]:
    """A plain text as lines: what begins with `>` is quoted."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").split("\n")
    return [_line(row.expandtabs(4).rstrip("\u00a0\t")) for row in rows]


def _line(row: str) -> Line:
    if _QUOTED.match(row) and not _VERB.fullmatch(row.strip(" >:：")):
        return Line(text=row.strip().replace("&gt;", ">").replace("＞", ">"), kind="quote")
    if _NAMED.match(row):
        return Line(text="> " + _NAMED.sub("", row).strip(), kind="quote")
    return Line(text=row)


def as_quote(line: Line) -> Line:
    """The line one level deeper, taken over from another mail."""
    return replace(line, text=f"> {line.text}".rstrip() if line.text.strip() else ">", kind="quote")


def text_of(lines: list[Line]) -> str:
    """The lines as a text without blank ones at its ends and without heaps of them."""
    text = "\n".join(line.text.rstrip() if not line.text.endswith("  ") else line.text for line in lines)
    text = re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", text)
    return text.strip("\n").rstrip()
