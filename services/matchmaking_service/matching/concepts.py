"""Find the concepts of the domain in a text of any of the six languages, by the term list beside this file.

Concepts need no common language: "инвазивные виды" and "espèces envahissantes" are the same one.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from matchmaking_service.matching.words import LANGUAGES, stems

_LONGEST: Final = 12


@dataclass(frozen=True, kw_only=True)
class Concept:
    """One concept: the targets it belongs to, its ecosystem, and its name in six languages."""

    key: str
    targets: frozenset[str]
    ecosystem: str
    names: dict[str, tuple[str, ...]]

    def name(self, language: str) -> str:
        return self.names.get(language, self.names["en"])[0]


@cache
def all_concepts() -> dict[str, Concept]:
    """The term list by key."""
    source = files("matchmaking_service").joinpath("matching/terms.csv").read_text(encoding="utf-8")
    return {row["concept"]: _concept(row) for row in csv.DictReader(source.splitlines())}


def _concept(row: dict[str, str]) -> Concept:
    numbers = [number for number in row["targets"].split("|") if number]
    return Concept(
        key=row["concept"],
        targets=frozenset(f"GBF-TARGET-{int(number):02d}" for number in numbers),
        ecosystem=row["ecosystem"],
        names={code: tuple(row[code].split("|")) for code in LANGUAGES},
    )


def find_concepts(text: str, *, language: str) -> frozenset[str]:
    """The keys of the concepts a text speaks of."""
    words = stems(text, language=language)
    phrases = _phrases(language)
    found: set[str] = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            found.update(phrases.get(" ".join(words[start:end]), ()))
    return frozenset(found)


@cache
def _phrases(language: str) -> dict[str, tuple[str, ...]]:
    """Stemmed phrase to concepts; stemming both sides alike makes inflected forms meet."""
    phrases: dict[str, tuple[str, ...]] = {}
    for concept in all_concepts().values():
        for variant in concept.names[language]:
            phrase = " ".join(stems(variant, language=language))
            if phrase and concept.key not in phrases.get(phrase, ()):
                phrases[phrase] = (*phrases.get(phrase, ()), concept.key)
    return phrases


def names_of(concepts: Iterable[str], *, language: str) -> list[str]:
    """What concepts are called in a language, in a stable order."""
    known = all_concepts()
    return sorted(known[key].name(language) for key in concepts if key in known)


def targets_of(concepts: Iterable[str]) -> frozenset[str]:
    """The targets a set of concepts points to."""
    known = all_concepts()
    return frozenset(target for key in concepts if key in known for target in known[key].targets)
