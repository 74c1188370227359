"""Spellings made equal."""

import pytest

from forum_service.search.folding import cjk_words, fold


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("Évaluation", "evaluation"),
        ("AÑO", "ano"),
        ("ёлка", "елка"),
        ("مُحَمَّد", "محمد"),
        ("الأنواع", "الانواع"),
        ("كتـــاب", "كتاب"),
        ("مدرسة", "مدرسه"),
        ("والأنواع", "الانواع"),
        ("ＧＢＩＦ", "gbif"),
        ("Straße", "strasse"),
    ],
)
def test_two_spellings_are_one(typed: str, sought: str) -> None:
    assert fold(typed) == fold(sought)


def test_letters_that_differ_stay_different() -> None:
    assert fold("мой") != fold("мои")


def test_chinese_becomes_pairs() -> None:
    assert cjk_words("数据库 and 会") == "数据 据库 会"
