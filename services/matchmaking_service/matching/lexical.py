"""TF-IDF of a need's text against evidence items, with numpy alone.

Per item, not per provider: an item is stemmed words and pairs of words, sublinear term frequency, inverse
document frequency over all items, unit length. A provider's score is the mean of its best three items.
Nothing is normalised per need, so scores of different needs may be compared and added.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matchmaking_service.matching.words import stems, surface_words

BEST: Final = 3
# How many shared words are shown as a reason.
SHOWN: Final = 8
# A term that one single item has is often a name or a slip: it counts, but less than its rarity says.
# Measured on human judgements of expertise: 0.240 wrongly ordered pairs with it, 0.249 without.
LONELY: Final = 0.3

# A pair of words is hashed from the hashes of its words; odd, so that multiplying loses nothing.
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)

Hashes = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.integer[Any]]

_ONE: Final = np.uint64(1)
_NO_TERMS: Final[Hashes] = np.zeros(0, dtype=np.uint64)
_NO_WEIGHTS: Final[Floats] = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True)
class Vector:
    """The terms of one text as hashes in ascending order, each with its damped frequency."""

    terms: Hashes
    weights: Floats


def vectorise(text: str, *, language: str) -> Vector:
    """The unscaled vector of a text; equal texts give equal vectors in every process."""
    words = np.array([_hash(word) for word in stems(text, language=language)], dtype=np.uint64)
    pairs = words[:-1] * _MIX + words[1:]
    terms, counts = np.unique(np.concatenate([words, pairs]), return_counts=True)
    return Vector(terms, (1.0 + np.log(counts)).astype(np.float32))


@lru_cache(maxsize=50_000)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest())


class LexicalIndex:
    """An immutable inverted index over the evidence items of all providers."""

    def __init__(self, vectors: Sequence[Vector], owners: Sequence[int], *, size: int) -> None:
        """`owners[i]` is the provider (0 .. size - 1) whom item i belongs to."""
        self._size = size
        self._owners = np.array(owners, dtype=np.int64)
        self._items = len(vectors)
        lengths = [len(vector.terms) for vector in vectors]
        item_of = np.repeat(np.arange(len(vectors), dtype=np.int32), lengths)
        terms = np.concatenate([_NO_TERMS, *(vector.terms for vector in vectors)])
        weights = np.concatenate([_NO_WEIGHTS, *(vector.weights for vector in vectors)])
        self._fit(terms, weights, item_of)

    def _fit(self, terms: Hashes, weights: Floats, item_of: Integers) -> None:
        # One sort brings the entries of each term together; everything else follows from its borders.
        order = np.argsort(terms, kind="stable")
        terms = terms[order]
        borders = np.flatnonzero(np.diff(terms, prepend=terms[:1] ^ _ONE))
        self._vocabulary = terms[borders]
        self._starts = np.append(borders, len(terms))
        frequency = np.diff(self._starts)
        idf = np.log((1 + self._items) / (1 + frequency)) + 1
        self._idf = np.where(frequency == 1, idf * LONELY, idf).astype(np.float32)
        self._postings = item_of[order].astype(np.int32)
        self._weights = weights[order] * np.repeat(self._idf, frequency)
        norms = np.sqrt(np.bincount(self._postings, weights=self._weights**2, minlength=self._items))
        self._weights /= np.maximum(norms, 1e-9).astype(np.float32)[self._postings]

    def rarity(self, term: int) -> float:
        """The inverse document frequency of a term; 0 for one that no item has."""
        place = int(np.searchsorted(self._vocabulary, np.uint64(term)))
        known = place < len(self._vocabulary) and int(self._vocabulary[place]) == term
        return float(self._idf[place]) if known else 0.0

    def item_scores(self, query: Vector) -> Floats:
        """The cosine of the query with each item."""
        scores = np.zeros(self._items, dtype=np.float32)
        columns, weights = self._known(query)
        for column, weight in zip(columns, weights, strict=True):
            # An item stands once in the postings of a term, so plain fancy indexing adds rightly.
            span = slice(self._starts[column], self._starts[column + 1])
            scores[self._postings[span]] += weight * self._weights[span]
        return scores

    def _known(self, query: Vector) -> tuple[Integers, Floats]:
        """The query's terms that any item has, weighted and scaled.

        Terms that no item has count in the length of the query: a need of which half is unknown to
        everybody must not look as well answered as one that is known whole.
        """
        if not len(self._vocabulary):
            return np.zeros(0, dtype=np.int64), _NO_WEIGHTS
        places = np.minimum(np.searchsorted(self._vocabulary, query.terms), len(self._vocabulary) - 1)
        known = self._vocabulary[places] == query.terms
        idf = np.where(known, self._idf[places], np.log(1 + self._items) + 1)
        weights = query.weights * idf
        norm = float(np.sqrt((weights**2).sum())) or 1.0
        return places[known], (weights[known] / norm).astype(np.float32)

    def provider_scores(self, scores: Floats) -> npt.NDArray[np.float64]:
        """The mean of each provider's best three items (of all, when it has fewer)."""
        order = np.lexsort((-scores, self._owners))
        owners = self._owners[order]
        rank = np.arange(len(order)) - np.searchsorted(owners, owners)
        best = order[rank < BEST]
        totals = np.bincount(self._owners[best], weights=scores[best], minlength=self._size)
        counts = np.bincount(self._owners[best], minlength=self._size)
        return totals / np.maximum(counts, 1)


def text_of(title: str, body: str) -> str:
    """What of an item or a need is compared: the title, then the text."""
    return f"{title}\n{body}"


def shared_words(text: str, vectors: Sequence[Vector], index: LexicalIndex, *, language: str) -> list[str]:
    """The words of a text that the vectors have too, rarest first, as the text spells them."""
    if not vectors:
        return []
    terms = np.unique(np.concatenate([vector.terms for vector in vectors]))
    words = surface_words(text, language=language)
    hashes = np.array([_hash(word) for word in words], dtype=np.uint64)
    shared = {word for word, known in zip(words, np.isin(hashes, terms), strict=True) if known}
    ordered = sorted(shared, key=lambda word: (-index.rarity(_hash(word)), word))
    return [words[word] for word in ordered[:SHOWN]]
