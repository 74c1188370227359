"""Find the concepts of the domain in a text of any of the six languages, by the term list of the house.

Concepts need no common language: "инвазивные виды" and "espèces envahissantes" are the same one.
"""

from collections.abc import Iterable
from functools import cache
from typing import Final

from corridor.terms import all_terms
from matchmaking_service.matching.words import stems

_LONGEST: Final = 12

all_concepts = all_terms


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
