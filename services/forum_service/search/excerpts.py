"""The part of a text that answers a question, with the words found marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from forum_service.search.folding import fold
from forum_service.search.rules import Term

LENGTH = 220
_WORD = re.compile(r"\w+")
# Forms of a word have so many letters in common at least.
_ALIKE = 4
_OPEN, _CLOSE = Markup("<mark>"), Markup("</mark>")


def excerpt(text: str, terms: Sequence[Term], *, length: int = LENGTH) -> Markup:
    """Some words around the first hit. Everything is escaped first; only then are marks put in."""
    hits = _hits(text, terms, length)
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


def _hits(text: str, terms: Sequence[Term], length: int) -> list[tuple[int, int]]:
    """The first hit and those that an excerpt around it can show: a long post is not read to its end."""
    sought = _sought(tuple(terms))
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        if spans and match.start() > spans[0][0] + length:
            break
        if sought.has(_fold_word(match[0])):
            spans.append(match.span())
    for run in sought.runs:
        spans += [match.span() for match in re.finditer(re.escape(run), text)]
    return sorted(spans)


_fold_word = lru_cache(maxsize=20_000)(fold)


@dataclass(frozen=True)
class _Sought:
    """The words of a question, those of four letters and more by how they begin: a page asks often."""

    words: frozenset[str]
    beginnings: dict[str, list[str]]
    runs: tuple[str, ...]

    def has(self, word: str) -> bool:
        """Whether the word is one of them, or looks like a form of one."""
        return word in self.words or any(
            _akin(word, sought) for sought in self.beginnings.get(word[:_ALIKE], ())
        )


@lru_cache(maxsize=200)
def _sought(terms: tuple[Term, ...]) -> _Sought:
    words = frozenset(word for term in terms for word in _WORD.findall(term.spaced))
    beginnings: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= _ALIKE:
            beginnings.setdefault(word[:_ALIKE], []).append(word)
    return _Sought(words, beginnings, tuple(run for term in terms for run in term.runs))


def _akin(word: str, sought: str) -> bool:
    """Whether two words that begin alike look like forms of one: the index has decided already, this only
    places the marks."""
    common = next(
        (n for n, (a, b) in enumerate(zip(word, sought, strict=False)) if a != b), min(len(word), len(sought))
    )
    return common >= _ALIKE and common * 2 > max(len(word), len(sought))
