"""The part of a text that answers a question, with the words found marked."""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from forum_service.search.folding import fold
from forum_service.search.rules import Term

LENGTH = 220
_WORD = re.compile(r"\w+")
_OPEN, _CLOSE = Markup("<mark>"), Markup("</mark>")


def excerpt(text: str, terms: Sequence[Term], *, length: int = LENGTH) -> Markup:
    """Some words around the first hit. Everything is escaped first; only then are marks put in."""
    hits = list(_hits(text, terms))
    start = max(0, (hits[0][0] if hits else 0) - length // 3)
    start = text.rfind(" ", 0, start + 1) + 1 if start else 0
    end = _end(text, start + length)
    parts = [Markup("… ") if start else Markup("")]
    at = start
    for left, right in hits:
        if left >= at and right <= end:
            parts += [escape(text[at:left]), _OPEN, escape(text[left:right]), _CLOSE]
            at = right
    return Markup("").join([*parts, escape(text[at:end]), Markup(" …") if end < len(text) else Markup("")])


def _end(text: str, end: int) -> int:
    """A place to stop: between words where there are spaces."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", end - 25, end)
    return space if space > 0 else end


def _hits(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    words = {word for term in terms for word in _WORD.findall(term.spaced)}
    spans = [
        match.span() for match in _WORD.finditer(text) if any(_akin(fold(match[0]), word) for word in words)
    ]
    for run in (run for term in terms for run in term.runs):
        spans += [match.span() for match in re.finditer(re.escape(run), text)]
    return sorted(spans)


def _akin(word: str, sought: str) -> bool:
    """Whether two words look like forms of one: the index has decided already, this only places the marks."""
    if word == sought:
        return True
    common = next(
        (n for n, (a, b) in enumerate(zip(word, sought, strict=False)) if a != b), min(len(word), len(sought))
    )
    return common >= 4 and common * 2 > max(len(word), len(sought))
