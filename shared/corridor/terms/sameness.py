"""Which words of one language say the same as those of another.

The list also names what only comes close ("lion" for large carnivores). A reader who looks for lions wants no
wolves: here only the names that stand first count, and abbreviations.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from corridor.terms.reading import LANGUAGES, Term, all_terms

# The second name of these is another thing of the same kind, not another word for it.
_KINDS = """
    large_carnivores birds elephant primates marine_turtle amphibians_reptiles insects river_lake forest
    island mountain dryland desert_oasis wetland ai_tools legislation governance infrastructure mining energy
    pollution carbon fisheries migratory_species drought glacier disaster_risk native_seed ex_situ gender
    wild_meat_livelihood pastoralism freshwater_fish fungi_microbes plants_flora agrobiodiversity red_list
    taxonomy baseline_inventory camera_trap peer_learning e_learning rangers rewilding_translocation youth
    participation technology_transfer consumption seagrass marine_coastal deep_sea fire water_management
    species_recovery reforestation protected_areas biosecurity genetic_resources subsidies finance
    payment_ecosystem business early_warning indicators urban_nature impact_assessment
    synthetic_biology natural_capital forestry mercury_mining climate_change
"""
_LOOSE = frozenset(_KINDS.split())
_APART = re.compile(r"[\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0640]")
_ARABIC = str.maketrans("أإآٱىئؤة", "اااايي" + "وه")
_LONGEST = 7
_ENDINGS = (("ies", "i"), ("ie", "i"), ("y", "i"), ("ones", "on"), ("s", ""), ("x", ""))


def same_words(term: Term, language: str) -> Sequence[str]:
    """The names of a term in one language that mean the same."""
    names = term.names[language]
    close = 1 if term.key in _LOOSE else 2
    return [name for place, name in enumerate(names) if place < close or name.isupper()]


def term_named(words: str) -> Term | None:
    """The term that has this name in any of the languages, however it is written."""
    return _by_name().get(_plain(words))


def terms_in(words: Sequence[str]) -> list[tuple[int, int, Term]]:
    """The terms that stand in a row of words, each as (first word, word behind the last, term).

    The longest first: "marine protected area" is not also a protected area.
    """
    found: list[tuple[int, int, Term]] = []
    start = 0
    while start < len(words):
        for end in range(min(start + _LONGEST, len(words)), start, -1):
            term = term_named(" ".join(words[start:end]))
            if term is not None:
                found.append((start, end, term))
                start = end - 1
                break
        start += 1
    return found


def in_other_languages(term: Term, words: str) -> list[tuple[str, str]]:
    """(language, name) of all names that mean the same, but the one that was said."""
    said = _plain(words)
    return [
        (language, name)
        for language in LANGUAGES
        for name in same_words(term, language)
        if _plain(name) != said
    ]


@cache
def _by_name() -> dict[str, Term]:
    """First names before second ones: where two terms share a word, it is the one's own name."""
    names: dict[str, Term] = {}
    for place in range(12):
        for term in all_terms().values():
            for language in LANGUAGES:
                same = same_words(term, language)
                if place < len(same):
                    names.setdefault(_plain(same[place]), term)
    return names


def _plain(words: str) -> str:
    """Case, accents, hyphens and a plural's s make no difference."""
    folded = unicodedata.normalize("NFKD", words.casefold())
    bare = _MARKS.sub("", folded).translate(_ARABIC)
    return " ".join(_singular(word) for word in _APART.split(bare) if word)


def _singular(word: str) -> str:
    """English, French and Spanish plurals; what is no plural loses its s on both sides alike."""
    if not word.isascii() or len(word) < 4:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    return word
