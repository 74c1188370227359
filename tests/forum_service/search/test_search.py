"""Finding posts in six languages."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from corridor.testing import MOD
from corridor.testing.browser import Browser
from corridor.testing.statements import noting_statements
from forum_service.search import frequencies, queries, tsquery
from tests.forum_service.conftest import Open

TEXTS = {
    "en": "We restored twelve wetlands with local communities.",
    "fr": "L'évaluation des écosystèmes forestiers a été publiée.",
    "es": "Las comunidades indígenas conservan los páramos y los bofedales.",
    "ru": "Восстановление орехово-плодовых лесов началось весной.",
    "ar": "توثيق النباتات الطبية والأنواع الغازية في البادية",
    "zh": "省级生物多样性监测数据库已经上线",
}


@pytest.fixture
def library(open_topic: Open) -> None:
    for language, raw in TEXTS.items():
        open_topic(f"Topic {language}", raw=raw, language=language)


def _found(browser: Browser, query: str) -> set[str]:
    page = browser.get("/forum/search", query_string={"q": query}).get_data(as_text=True)
    return {language for language in TEXTS if f"/forum/t/topic-{language}/" in page}


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("wetland restoring", "en"),
        ("ecosysteme forestier", "fr"),
        ("évaluations", "fr"),
        ("comunidad paramo", "es"),
        ("восстановления леса", "ru"),
        ("الانواع", "ar"),
        ("النبات", "ar"),
        ("数据库", "zh"),
        ("监测数据", "zh"),
        ("省", "zh"),
    ],
)
def test_each_language_is_found_by_its_own_forms(library, bob: Browser, query: str, language: str) -> None:
    assert language in _found(bob, query)


def test_a_phrase_is_found_as_a_phrase(library, bob: Browser) -> None:
    assert _found(bob, '"local communities"') == {"en"}
    assert _found(bob, '"communities local"') == set()
    assert _found(bob, "数监") == set()


def test_an_excluded_word_excludes_its_forms(library, bob: Browser) -> None:
    assert _found(bob, "topic") == set(TEXTS)
    assert _found(bob, "topic -wetland") == set(TEXTS) - {"en"}
    assert _found(bob, "wetlands or páramos") == {"en", "es"}


def test_a_title_counts_more_than_a_text(open_topic: Open, bob: Browser) -> None:
    open_topic("Mangroves of the delta", raw="How are they?")
    open_topic("Something else", raw="Once I saw mangroves there, among many other things in the delta.")

    page = bob.get("/forum/search?q=mangroves").get_data(as_text=True)

    assert page.index("/mangroves-of-the-delta/") < page.index("/something-else/")


def test_an_edit_is_found_and_the_old_words_are_not(open_topic: Open, alice: Browser) -> None:
    open_topic(raw="zebrafish")
    alice.post("/forum/posts/1", data={"raw": "quaggas"})

    assert "/1/1" in alice.get("/forum/search?q=quagga").get_data(as_text=True)
    assert "/1/1" not in alice.get("/forum/search?q=zebrafish").get_data(as_text=True)


def test_private_topics_are_found_by_their_audience_alone(
    private_topic: str, alice: Browser, bob: Browser
) -> None:
    assert private_topic in alice.get("/forum/search?q=barcoding").get_data(as_text=True)
    assert private_topic not in bob.get("/forum/search?q=barcoding").get_data(as_text=True)


@pytest.mark.parametrize(
    "query",
    ["'", "\\", "a & b | !c", "((", "<->", ":*", "'x':*", "%", "a" * 5000, "٪", "\u200f", "-", '""', "or or"],
)
def test_strange_questions_have_an_answer(query: str, bob: Browser) -> None:
    assert bob.get("/forum/search", query_string={"q": query}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-5", "1000000000", "x"])
def test_strange_pages_have_an_answer(page: str, library, bob: Browser) -> None:
    assert bob.get(f"/forum/search?q=topic&page={page}").status_code == 200


def test_what_others_write_in_private_hides_nothing(
    open_topic: Open, alice: Browser, bob: Browser, know, monkeypatch: pytest.MonkeyPatch
) -> None:
    know(MOD)
    monkeypatch.setattr(queries, "MATCHED", 2)
    open_topic("In the open", raw="Peat for everybody")
    for number in range(3):
        form = {"to": MOD.handle, "title": f"Between us {number}", "raw": "Peat in private"}
        assert alice.post("/forum/messages", data=form).status_code == 303

    page = bob.get("/forum/search?q=peat").get_data(as_text=True)

    assert "/forum/t/in-the-open/" in page
    assert "Between us" not in page
    assert "Between us 2" in alice.get("/forum/search?q=peat").get_data(as_text=True)


def test_a_search_has_its_own_time_limit(library, bob: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tsquery, "TIMEOUT_MS", 100)
    monkeypatch.setitem(queries._NARROWED, "language", ("", "pg_sleep(2) IS NOT NULL"))
    queries._statement.cache_clear()

    answer = bob.get("/forum/search?q=wetlands&language=en")
    queries._statement.cache_clear()

    assert answer.status_code == 503
    assert "takes too long" in answer.get_data(as_text=True)


@pytest.fixture
def common_peat(open_topic: Open, session: Session) -> None:
    """Twelve posts with a word, and statistics that know of it."""
    for number in range(12):
        open_topic(f"Bog {number}", raw="Peat and moss")
    session.execute(text("ANALYZE post_index"))
    session.commit()


def _statements_of(browser: Browser, query: str) -> list[str]:
    frequencies._kept.clear()
    queries._statement.cache_clear()
    with noting_statements() as noted:
        browser.get("/forum/search", query_string={"q": query})
    queries._statement.cache_clear()
    return [one for one in noted if "AS matches" in one or "WITH matches" in one]


def test_a_common_word_is_sought_among_the_newest_posts(
    common_peat, bob: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "RANKED", 8)
    monkeypatch.setattr(queries, "SIZE", 8)

    (search,) = _statements_of(bob, "peat")

    assert "generate_series" in search
    assert "generate_series" not in _statements_of(bob, "peat unheardof")[0]


def test_where_the_newest_are_too_few_all_are_sought(
    common_peat, bob: Browser, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if all but two had come long before: words of another block.
    old = "UPDATE post_index SET document = ts_delete(document, '#0') WHERE post_id <= 10"
    session.execute(text(old))
    session.commit()
    monkeypatch.setattr(queries, "RANKED", 8)
    monkeypatch.setattr(queries, "SIZE", 8)

    assert len(_statements_of(bob, "peat")) == 2
    page = bob.get("/forum/search?q=peat").get_data(as_text=True)

    assert page.count("/forum/t/bog-") >= 8
