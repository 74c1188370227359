"""The term list and what it finds."""

import pytest

from matchmaking_service.matching.concepts import all_concepts, find_concepts, names_of, targets_of
from matchmaking_service.matching.words import LANGUAGES
from matchmaking_service.vocabulary import ECOSYSTEMS, TARGETS


def test_the_list_is_whole() -> None:
    concepts = all_concepts()

    assert len(concepts) >= 120
    assert {target for concept in concepts.values() for target in concept.targets} <= set(TARGETS)
    assert {concept.ecosystem for concept in concepts.values()} - {""} <= set(ECOSYSTEMS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_is_found_by_its_own_name(language: str) -> None:
    lost = [
        (key, name)
        for key, concept in all_concepts().items()
        for name in concept.names[language]
        if key not in find_concepts(name, language=language)
    ]

    assert lost == []


def test_the_same_concept_is_found_in_every_language() -> None:
    texts = {
        "en": "control of invasive alien species",
        "fr": "lutte contre les espèces exotiques envahissantes",
        "es": "control de especies exóticas invasoras",
        "ru": "борьба с инвазивными чужеродными видами",
        "ar": "مكافحة الأنواع الغريبة الغازية",
        "zh": "防治外来入侵物种",
    }

    found = [find_concepts(text, language=language) for language, text in texts.items()]
    assert all("invasive_species" in concepts for concepts in found)


def test_a_concept_has_a_name_in_the_readers_language() -> None:
    assert names_of(["wetland"], language="fr") == ["zone humide"]
    assert targets_of(["invasive_species"]) == {"GBF-TARGET-06"}
