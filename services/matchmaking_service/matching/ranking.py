"""Rank every provider for a wish: gates, text, concepts, region, language, equity. Pure, given a corpus."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from matchmaking_service.matching import scoring
from matchmaking_service.matching.corpus import Corpus, Entry
from matchmaking_service.matching.gates import shut_gates
from matchmaking_service.matching.lexical import BEST, Floats, shared_words
from matchmaking_service.matching.scoring import Constants
from matchmaking_service.matching.wish import Wish

# For how many of the first the shared words are looked up: it costs, and nobody reads further.
EXPLAINED: Final = 30


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """One provider's score for one wish, with all its parts."""

    entry: Entry
    # The mean cosine of the best three evidence items: raw, before constants and gates.
    text_score: float
    concepts_score: float
    text_z: float
    concepts_z: float
    parts: dict[str, float]
    failed_gates: list[str]
    weak_text: bool
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def total(self) -> float:
        return round(sum(self.parts.values()), 4)

    @property
    def eligible(self) -> bool:
        return not self.failed_gates


def rank(wish: Wish, corpus: Corpus, constants: Constants) -> list[Ranked]:
    """Every provider, the fitting ones first, by points; equal ones by slug, so the order never wavers."""
    vector = wish.vector()
    items = corpus.index.item_scores(vector)
    raw = corpus.index.provider_scores(items)
    found = wish.concepts()
    ranked = [
        _ranked(wish, entry, text=float(raw[place]), found=found, corpus=corpus, constants=constants)
        for place, entry in enumerate(corpus.entries)
    ]
    order = sorted(range(len(ranked)), key=lambda place: sort_key(ranked[place]))
    for place in order[:EXPLAINED]:
        _explain(ranked[place], wish, corpus=corpus, place=place, items=items)
    return [ranked[place] for place in order]


def sort_key(one: Ranked) -> tuple[bool, float, float, str]:
    """Eligible first, then points, then text, then slug."""
    return (not one.eligible, -one.total, -round(one.text_score, 6), one.entry.slug)


def _ranked(
    wish: Wish, entry: Entry, *, text: float, found: frozenset[str], corpus: Corpus, constants: Constants
) -> Ranked:
    written = wish.written
    wanted = {
        "targets": wish.targets,
        "terms": found,
        "assistance": wish.assistance,
        "ecosystems": wish.ecosystems,
    }
    concepts = scoring.concepts_score(wanted, entry.facets, rarity=corpus.rarity)
    weak = bool(entry.items) and written not in entry.written
    spoken = scoring.concepts_score({"terms": found}, entry.facets, rarity=corpus.rarity)
    parts = scoring.main_points(
        text=scoring.text_share(text, constants),
        concepts=scoring.concepts_share(concepts, constants),
        carried=scoring.concepts_share(spoken, constants) if weak else None,
    )
    return Ranked(
        entry=entry,
        text_score=text,
        concepts_score=concepts,
        text_z=constants.text_z(text),
        concepts_z=constants.concepts_z(concepts),
        parts=parts | _side_points(wish, entry, written=written),
        failed_gates=shut_gates(wish, entry),
        weak_text=weak,
        facts=_facts(wish, entry, found=found),
    )


def _side_points(wish: Wish, entry: Entry, *, written: str) -> dict[str, float]:
    return {
        "region": scoring.region_points(
            party=wish.party,
            subregion=wish.subregion,
            covered=wish.party in entry.covered,
            open_to_all=entry.open_to_all,
            home=entry.home,
        ),
        "language": scoring.language_points(written=written, workable=wish.languages, spoken=entry.languages),
        "equity": scoring.equity_points(
            ldc=wish.ldc, sids=wish.sids, lldc=wish.lldc, capacity=entry.capacity, free=entry.free
        ),
    }


def _facts(wish: Wish, entry: Entry, *, found: frozenset[str]) -> dict[str, Any]:
    """What the reasons in words are made of."""
    return {
        "concepts": sorted(found & entry.terms),
        "targets": sorted(wish.targets & entry.targets),
        "assistance": sorted(wish.assistance & entry.assistance),
        "ecosystems": sorted(wish.ecosystems & entry.ecosystems),
        "languages": sorted(wish.languages & entry.languages),
        "written": wish.written,
        "covered": wish.party in entry.covered,
        "open_to_all": entry.open_to_all,
        "status": [name for name in ("ldc", "sids", "lldc") if getattr(wish, name)],
        "free": entry.free,
        "capacity": entry.capacity,
        "words": [],
        "items": [],
    }


def _explain(one: Ranked, wish: Wish, *, corpus: Corpus, place: int, items: Floats) -> None:
    """Add the best items and the words they share with the wish."""
    first = corpus.firsts[place]
    scores = items[first : first + len(one.entry.items)]
    best = [int(i) for i in np.argsort(-scores, kind="stable")[:BEST] if scores[i] > 0]
    one.facts["items"] = [one.entry.items[i].title for i in best]
    vectors = [one.entry.items[i].vector for i in best]
    one.facts["words"] = shared_words(wish.text, vectors, corpus.index, language=wish.written)


def best_of(ranked: Sequence[Ranked], count: int) -> list[Ranked]:
    """The first eligible ones."""
    return [one for one in ranked if one.eligible][:count]
