"""From raw text score and shared concepts to points of a hundred. Pure, and the same for every need.

The constants are fitted over the whole corpus and frozen under a model version. Nothing is normalised
within one need, so totals of different needs may be compared and added.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import exp
from typing import Final

WEIGHTS: Final = {"text": 45.0, "concepts": 35.0, "region": 6.0, "language": 6.0, "equity": 8.0}
PARTS: Final = tuple(WEIGHTS)

# How much each kind of concept weighs in the overlap.
FACETS: Final = {"targets": 0.3, "terms": 0.4, "assistance": 0.15, "ecosystems": 0.15}

# Where no evidence is written in the need's language, the concepts in both texts stand for the words.
CARRIED: Final = 0.8

LDC_POINTS: Final = 2.0
ISLAND_POINTS: Final = 1.0
LANDLOCKED_POINTS: Final = 1.0
FREE_POINTS: Final = 4.0


@dataclass(frozen=True, kw_only=True)
class Constants:
    """Mean and spread of the raw scores over all pairs of the corpus."""

    text_mean: float = 0.041
    text_spread: float = 0.035
    concepts_mean: float = 0.44
    concepts_spread: float = 0.19

    def text_z(self, raw: float) -> float:
        return (raw - self.text_mean) / self.text_spread

    def concepts_z(self, raw: float) -> float:
        return (raw - self.concepts_mean) / self.concepts_spread


def text_share(raw: float, constants: Constants) -> float:
    """0 for no common word, towards 1 as the score rises; two spreads above the mean make 0.63."""
    return _share(constants.text_z(raw) - constants.text_z(0), zero=constants.text_z(0))


def concepts_share(raw: float, constants: Constants) -> float:
    """As `text_share`, for the overlap of concepts."""
    return _share(constants.concepts_z(raw) - constants.concepts_z(0), zero=constants.concepts_z(0))


def _share(above_zero: float, *, zero: float) -> float:
    return 1.0 - exp(-above_zero / (2.0 - zero))


def concepts_score(
    wanted: Mapping[str, Collection[str]],
    offered: Mapping[str, Collection[str]],
    *,
    rarity: Mapping[str, float],
) -> float:
    """The weighted share of the wanted concepts that are offered, over the facets that are asked for."""
    asked = {facet: weight for facet, weight in FACETS.items() if wanted.get(facet)}
    if not asked:
        return 0.0
    found = sum(
        weight * _overlap(wanted[facet], offered.get(facet, ()), rarity) for facet, weight in asked.items()
    )
    return found / sum(asked.values())


def _overlap(wanted: Collection[str], offered: Collection[str], rarity: Mapping[str, float]) -> float:
    """A rare concept says more than one that everybody has."""
    total = sum(rarity.get(concept, 1.0) for concept in wanted)
    # Sorted, since sums of floats depend on their order and the order of a set on the process.
    shared = sum(rarity.get(concept, 1.0) for concept in sorted(wanted) if concept in offered)
    return shared / total if total else 0.0


def region_points(
    *, party: str, subregion: str, covered: bool, open_to_all: bool, home: Collection[str]
) -> float:
    """Full for a Party it covers by name, half when it is open to all and at home in the subregion."""
    if not party:
        return 0.0
    if covered:
        return WEIGHTS["region"]
    if not open_to_all:
        return 0.0
    return WEIGHTS["region"] / (2 if subregion in home else 3)


def language_points(*, written: str, workable: Collection[str], spoken: Collection[str]) -> float:
    """Full when the language of the need is spoken, less when another common one is."""
    if written in spoken:
        return WEIGHTS["language"]
    return WEIGHTS["language"] / 2 if set(workable).intersection(spoken) else 0.0


def equity_points(*, ldc: bool, sids: bool, lldc: bool, capacity: int, free: int) -> float:
    """Small and declared: for those with least, and towards centres that are not yet busy."""
    status = LDC_POINTS * ldc + ISLAND_POINTS * sids + LANDLOCKED_POINTS * lldc
    return status + (FREE_POINTS * free / capacity if capacity else 0.0)


def main_points(*, text: float, concepts: float, carried: float | None = None) -> dict[str, float]:
    """Points for text and concepts from their shares.

    `carried` is given where the words cannot be compared: the share of the concepts that both texts speak
    of, which then stands for the text, at a discount, and is shown with the concepts.
    """
    if carried is None:
        return {"text": WEIGHTS["text"] * text, "concepts": WEIGHTS["concepts"] * concepts}
    stand_in = CARRIED * WEIGHTS["text"] * carried
    return {"text": 0.0, "concepts": WEIGHTS["concepts"] * concepts + stand_in}
