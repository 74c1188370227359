"""Printing and exporting from the pages of a topic and a forum."""

import json
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from sqlalchemy import text
from sqlalchemy.orm import Session

from corridor.testing import BOB, DATABASES, persona, settings_for
from corridor.testing.browser import Browser
from forum_service.exports.formats import WRITERS
from forum_service.jobs.running import run_next_job
from forum_service.service import SERVICE
from tests.forum_service.conftest import As, Open

Know = Callable[..., None]
EXPERT = persona("eve", "expert")


@pytest.fixture
def answered(alice: Browser, open_topic: Open) -> str:
    """A topic with two posts; the path of the topic by its number."""
    open_topic("Herbaria in the south", "knowledge", raw="First paragraph\n\nSecond *paragraph*")
    alice.post("/forum/t/1/replies", data={"raw": "An answer", "reply_to": "1"})
    return "/forum/t/1"


def work() -> None:
    while run_next_job(DATABASES.sessions(SERVICE), settings_for(SERVICE)):
        pass


def test_all_posts_stand_on_one_page_with_paragraph_numbers(bob: Browser, answered: str) -> None:
    page = bob.get(f"{answered}/print").get_data(as_text=True)

    assert '<a class="paragraph-number" href="#t1p1.2">1.2</a><p>Second <em>paragraph</em></p>' in page
    assert "in reply to #1" in page
    assert "UTC" in page


@pytest.mark.parametrize("form", ["docx", "epub", "mbox", "json", "md"])
def test_a_short_topic_is_a_file_at_once(form: str, bob: Browser, answered: str) -> None:
    answer = bob.get(f"{answered}/export.{form}")

    assert answer.status_code == 200
    assert f'filename="Herbaria in the south.{form}"' in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_pdf_is_made_by_the_worker(bob: Browser, answered: str, know: Know) -> None:
    know(BOB)
    where = bob.post(f"{answered}/export", data={"format": "pdf"}).headers["Location"]
    assert bob.post(f"{answered}/export", data={"format": "pdf"}).headers["Location"] == where

    work()

    answer = bob.get(f"{where}/result")
    assert answer.mimetype == "application/pdf"
    assert "An answer" in PdfReader(BytesIO(answer.data)).pages[0].extract_text()


def test_a_long_topic_is_no_file_at_once(bob: Browser, answered: str, session: Session) -> None:
    session.execute(text("UPDATE topics SET posts_count = 500, highest_post_number = 500"))
    session.commit()

    assert bob.get(f"{answered}/export.md").headers["Location"] == f"{answered}/export"
    assert 'value="md"' in bob.get(f"{answered}/export").get_data(as_text=True)


def test_a_forum_is_a_book(bob: Browser, answered: str, open_topic: Open, know: Know) -> None:
    know(BOB)
    open_topic("Seeds and banks", "knowledge")
    where = bob.post("/forum/f/knowledge/export", data={"format": "epub"}).headers["Location"]

    work()

    book = ZipFile(BytesIO(bob.get(f"{where}/result").data))
    assert {"book/topic-1.xhtml", "book/topic-2.xhtml"} <= set(book.namelist())


def test_a_file_holds_what_its_owner_may_see_when_it_is_made(
    as_: As, bob: Browser, open_topic: Open, session: Session, know: Know
) -> None:
    know(BOB)
    open_topic("Seen", "iag")
    open_topic("Private", "iag")
    open_topic("Taken down", "iag")
    session.execute(text("UPDATE topics SET audience = '{}' WHERE title = 'Private'"))
    session.execute(text("UPDATE topics SET hidden = true WHERE title = 'Taken down'"))
    session.commit()
    whole = bob.post("/forum/f/iag/export", data={"format": "json"}).headers["Location"]
    work()
    record = json.loads(bob.get(f"{whole}/result").data)
    assert [topic["title"] for topic in record["topics"]] == ["Seen"]

    late = bob.post("/forum/t/1/export", data={"format": "json"}).headers["Location"]
    session.execute(text("UPDATE members SET roles = '{expert}' WHERE handle = 'bob'"))
    session.commit()
    work()
    assert "There is no such topic" in bob.get(late).get_data(as_text=True)


def test_nobody_exports_what_they_do_not_see(as_: As, open_topic: Open) -> None:
    open_topic("Advice on centres", "iag")
    eve = as_(EXPERT)

    for path in ("/forum/t/1/print", "/forum/t/1/export", "/forum/t/1/export.md", "/forum/f/iag/export"):
        assert eve.get(path).status_code == 404
    for path in ("/forum/t/1/export", "/forum/f/iag/export"):
        assert eve.post(path, data={"format": "md"}).status_code == 404


@pytest.mark.parametrize("form", ["exe", "", "../x"])
def test_there_are_six_kinds(form: str, bob: Browser, answered: str) -> None:
    assert bob.get(f"{answered}/export.{form}").status_code == 404
    assert bob.post(f"{answered}/export", data={"format": form}).status_code == 422


def test_what_is_too_long_is_refused_in_words(bob: Browser, answered: str, session: Session) -> None:
    session.execute(text("UPDATE topics SET posts_count = 5000, highest_post_number = 5000"))
    session.commit()

    answer = bob.post(f"{answered}/export", data={"format": "pdf"})

    assert answer.status_code == 422
    assert "5,000 posts" in answer.get_data(as_text=True)


def test_the_ways_are_found_behind_more(bob: Browser, answered: str) -> None:
    page = bob.get("/forum/t/1/more").get_data(as_text=True)

    assert "/forum/t/1/print" in page
    assert "/forum/t/1/export" in page


def test_no_transaction_stays_open_while_pages_are_laid_out(
    bob: Browser, answered: str, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[int] = []
    open_ones = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND state = 'idle in transaction'"
    )

    def lay_out(_document: object) -> bytes:
        waiting.append(session.scalar(open_ones) or 0)
        return b"%PDF-"

    monkeypatch.setitem(WRITERS, "pdf", lay_out)
    bob.post(f"{answered}/export", data={"format": "pdf"})
    session.rollback()

    work()

    assert waiting == [0]
