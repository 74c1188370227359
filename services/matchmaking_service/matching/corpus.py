"""The providers as matching sees them, kept in the memory of each process."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from uuid import UUID

import numpy as np

from matchmaking_service.matching.lexical import LexicalIndex, Vector


@dataclass(frozen=True, kw_only=True)
class Item:
    """One evidence item, made ready for comparison."""

    title: str
    language: str
    vector: Vector
    concepts: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One provider, made ready for comparison."""

    id: UUID
    slug: str
    name: str
    kind: str
    revision: int
    open_to_all: bool
    covered: frozenset[str]
    home: frozenset[str]
    languages: frozenset[str]
    assistance: frozenset[str]
    targets: frozenset[str]
    ecosystems: frozenset[str]
    capacity: int
    load: int
    items: tuple[Item, ...]

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.load)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The concepts its evidence speaks of."""
        return frozenset().union(*(item.concepts for item in self.items))

    @cached_property
    def written(self) -> frozenset[str]:
        """The languages its evidence is written in."""
        return frozenset(item.language for item in self.items)

    @cached_property
    def facets(self) -> dict[str, frozenset[str]]:
        return {
            "targets": self.targets,
            "terms": self.terms,
            "assistance": self.assistance,
            "ecosystems": self.ecosystems,
        }


@dataclass(frozen=True)
class Corpus:
    """All listed providers in the order of their slugs, and the index over their evidence."""

    entries: Sequence[Entry]
    fingerprint: str
    index: LexicalIndex = field(init=False)
    rarity: dict[str, float] = field(init=False)
    # The place of each provider's first item among all items.
    firsts: Sequence[int] = field(init=False)

    def __post_init__(self) -> None:
        counts = [len(entry.items) for entry in self.entries]
        vectors = [item.vector for entry in self.entries for item in entry.items]
        owners = np.repeat(np.arange(len(counts)), counts)
        index = LexicalIndex(vectors, owners.tolist(), size=len(counts))
        object.__setattr__(self, "index", index)
        object.__setattr__(self, "firsts", (np.cumsum([0, *counts])).tolist())
        object.__setattr__(self, "rarity", _rarity(self.entries))


def _rarity(entries: Sequence[Entry]) -> dict[str, float]:
    counts = Counter(concept for entry in entries for concept in entry.terms)
    return {concept: log((1 + len(entries)) / (1 + count)) + 1 for concept, count in counts.items()}
