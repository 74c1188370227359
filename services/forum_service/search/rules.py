"""Reading what somebody typed into the search box."""

import re
from dataclasses import dataclass

from forum_service.search.folding import cjk_runs, fold, without_cjk

CONFIGS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
LONGEST = 300
TERMS = 12

_TOKEN = re.compile(r'(-?)"([^"]*)"?|(-?)(\S+)')
_WORD = re.compile(r"\w")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word, some words that all occur, or a phrase; folded. The language is known of those we add."""

    text: str
    phrase: bool = False
    language: str = ""

    @property
    def spaced(self) -> str:
        """Its part in scripts that write spaces."""
        rest = without_cjk(self.text).strip()
        return rest if _WORD.search(rest) else ""

    @property
    def runs(self) -> list[str]:
        """Its stretches of Chinese."""
        return cjk_runs(self.text)

    @property
    def configs(self) -> tuple[str, ...]:
        """The stemmers that may know it; the script tells, the language of the asker does not."""
        if self.language:
            return (CONFIGS[self.language],) if self.language in CONFIGS else ()
        if _CYRILLIC.search(self.text):
            return ("russian",)
        if _ARABIC.search(self.text):
            return ("arabic",)
        return ("english", "french", "spanish")


@dataclass(frozen=True, kw_only=True)
class Clause:
    """Terms of which one must occur, or, `excluded`, none may."""

    terms: tuple[Term, ...]
    excluded: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """All clauses together. Something must be sought: to exclude words from nothing is no question."""

    clauses: tuple[Clause, ...]

    @property
    def terms(self) -> list[Term]:
        """What to look for, for marking."""
        return [term for clause in self.clauses if not clause.excluded for term in clause.terms]


def read_question(typed: str) -> Question | None:
    """Words, "phrases", -exclusions and `or`, as people know them; None where nothing is asked."""
    clauses: list[Clause] = []
    joining = False
    for match in list(_TOKEN.finditer(typed[:LONGEST]))[: 2 * TERMS]:
        minus, term = _term(match)
        if match[4] and match[4].casefold() == "or" and not match[3]:
            joining = bool(clauses)
            continue
        if term is None:
            continue
        if joining and not minus and not clauses[-1].excluded:
            clauses[-1] = Clause(terms=(*clauses[-1].terms, term))
        else:
            clauses.append(Clause(terms=(term,), excluded=minus))
        joining = False
    clauses = clauses[:TERMS]
    return Question(clauses=tuple(clauses)) if any(not clause.excluded for clause in clauses) else None


def _term(match: re.Match[str]) -> tuple[bool, Term | None]:
    phrase = match[2] is not None
    text = fold(match[2] if phrase else match[4]).strip()
    minus = (match[1] if phrase else match[3]) == "-"
    return minus, Term(text=text, phrase=phrase) if _WORD.search(text) else None
