"""A term of the Convention, asked for in one language, is found in the others."""

import pytest

from corridor.terms import all_terms, in_other_languages, same_words, term_named, terms_in
from corridor.testing.browser import Browser
from forum_service.search.expanding import expand
from forum_service.search.rules import read_question
from tests.forum_service.conftest import Open


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("invasive species", "invasive_species"),
        ("Espèces exotiques envahissantes", "invasive_species"),
        ("especie invasora", "invasive_species"),
        ("инвазивные виды", "invasive_species"),
        ("الأنواع الغازية", "invasive_species"),
        ("外来入侵物种", "invasive_species"),
        ("capacity-building", "capacity_building"),
        ("Wetlands", "wetland"),
    ],
)
def test_a_term_is_known_by_its_names_in_six_languages(words: str, key: str) -> None:
    term = term_named(words)

    assert term is not None
    assert term.key == key


def test_what_only_comes_close_is_not_the_same() -> None:
    assert term_named("lion") is None
    assert "wolf" not in same_words(all_terms()["large_carnivores"], "en")


def test_the_longest_name_counts() -> None:
    found = terms_in(["the", "marine", "protected", "areas", "of", "today"])

    assert [(start, end, term.key) for start, end, term in found] == [(1, 4, "marine_protected_area")]


def test_every_term_has_a_name_in_every_language() -> None:
    for term in all_terms().values():
        assert {language for language, _name in in_other_languages(term, "")} == {
            "en",
            "fr",
            "es",
            "ru",
            "ar",
            "zh",
        }


@pytest.mark.parametrize("typed", ['"invasive species"', "-wetlands forest1", "apples or wetlands"])
def test_what_is_meant_as_typed_stays(typed: str) -> None:
    question = read_question(typed)

    assert question is not None
    assert expand(question).question == question


def test_a_question_finds_the_other_languages(open_topic: Open, bob: Browser) -> None:
    open_topic("Une question", raw="Comment limiter les espèces envahissantes dans les îles ?", language="fr")
    open_topic("Вопрос", raw="Какие инвазивные виды растений опаснее?", language="ru")
    open_topic("请教各位", raw="外来入侵物种如何管理", language="zh")

    page = bob.get("/forum/search?q=invasive+species").get_data(as_text=True)

    assert page.count('class="hit"') == 3
    assert "<mark>espèces</mark>" in page
    assert "инвазивные виды" in page
    exact = bob.get("/forum/search?q=invasive+species&exact=1").get_data(as_text=True)
    assert exact.count('class="hit"') == 0
