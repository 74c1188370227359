"""The raw text score."""

import numpy as np
import pytest

from matchmaking_service.matching.lexical import LexicalIndex, vectorise
from matchmaking_service.matching.words import detect_language, stems

SEED = "satellite maps of mangrove forests"
OTHER = "accounting rules for municipal budgets"
FILLER = ["the harbour of the old town", "chess for beginners", "songs of the northern valleys"]


def scores(providers: list[list[str]], query: str, language: str = "en") -> list[float]:
    items = [text for texts in providers for text in texts]
    owners = [place for place, texts in enumerate(providers) for _ in texts]
    index = LexicalIndex([vectorise(text, language=language) for text in items], owners, size=len(providers))
    found = index.provider_scores(index.item_scores(vectorise(query, language=language)))
    return [float(one) for one in found]


def test_a_provider_is_the_mean_of_its_best_three_items() -> None:
    three = scores([[SEED] * 3, FILLER], SEED)[0]
    diluted = scores([[SEED] * 3 + FILLER, FILLER], SEED)[0]
    two = scores([[SEED] * 2 + FILLER, FILLER], SEED)[0]

    assert three == pytest.approx(1, abs=1e-5)
    assert diluted == pytest.approx(1, abs=1e-5)
    assert two == pytest.approx(2 / 3, abs=1e-5)


def test_what_shares_no_word_scores_nothing() -> None:
    assert scores([[SEED], [OTHER]], SEED)[1] == 0


def test_inflected_words_meet() -> None:
    assert scores([["monitoring invasive species"]], "monitored invasion of a specie")[0] > 0.1


def test_a_pair_of_words_counts_more_than_the_two_apart() -> None:
    together, apart = scores([["protected area plans"], ["area where plans are protected"]], "protected area")

    assert together > apart


def test_words_nobody_has_make_a_need_less_well_answered() -> None:
    known = scores([[SEED], FILLER], SEED)[0]
    half_known = scores([[SEED], FILLER], f"{SEED} quokka numbat bilby potoroo dunnart")[0]

    assert half_known < known


def test_scores_are_the_same_in_every_run_and_order() -> None:
    first = scores([[SEED, *FILLER], [OTHER]], SEED)
    second = scores([[OTHER], [*reversed(FILLER), SEED]], SEED)

    assert first[0] == pytest.approx(second[1], abs=1e-6)
    assert first == scores([[SEED, *FILLER], [OTHER]], SEED)


def test_an_empty_corpus_and_an_empty_query_score_nothing() -> None:
    assert scores([], SEED) == []
    assert scores([[], [SEED]], "") == [0, 0]


def test_a_provider_without_items_scores_nothing() -> None:
    assert scores([[], [SEED]], SEED)[0] == 0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We need training in the monitoring of wetlands and birds.", "en"),
        ("Nous demandons une formation au suivi des zones humides.", "fr"),
        ("Solicitamos formación para el monitoreo de los humedales.", "es"),
        ("Нам нужна помощь с мониторингом.", "ru"),
        ("نحتاج إلى تدريب على الرصد", "ar"),
        ("我们需要湿地监测培训", "zh"),
    ],
)
def test_the_language_of_a_text_is_found(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_chinese_is_cut_into_pairs_of_characters() -> None:
    assert stems("湿地监测", language="zh") == ["湿地", "地监", "监测"]


def test_arabic_words_meet_with_and_without_article_and_marks() -> None:
    assert stems("التَّدريب", language="ar") == stems("تدريب", language="ar")


def test_hashes_are_sorted_and_unique() -> None:
    terms = vectorise(f"{SEED} {SEED}", language="en").terms

    assert np.all(terms[1:] > terms[:-1])
