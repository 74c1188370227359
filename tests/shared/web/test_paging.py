"""Pages by key: forth, back, and never twice the same."""

import pytest
from lxml import html

from corridor.web.cursors import Cursor, write_cursor
from tests.shared.web.pages import texts
from tests.support.notes.models import Memo

pytestmark = pytest.mark.integration
WEIGHTS = (5, 1, 3, 3, 3, 2, 5, 4)


@pytest.fixture
def notes(session):
    session.add_all(Memo(title=f"{weight}-{n}", weight=weight) for n, weight in enumerate(WEIGHTS))
    session.commit()
    return sorted(f"{weight}-{n}" for n, weight in enumerate(WEIGHTS))


def walk(client, path, rel):
    pages = []
    while path:
        answer = client.get(path)
        pages.append(texts(answer, "main li"))
        path = next(iter(html.fromstring(answer.text).xpath(f"//main//a[@rel='{rel}']/@href")), None)
        last = answer.request.full_path
    return pages, last


def test_all_pages_forth_and_back_again(client, notes):
    forth, last = walk(client, "/notes", "next")
    back, _ = walk(client, last, "prev")

    assert [title for page in forth for title in page] == notes
    assert back == forth[::-1]
    assert [len(page) for page in forth] == [3, 3, 2]


def test_mixed_directions(client, notes):
    forth, _ = walk(client, "/notes?mixed=1", "next")

    expected = sorted(notes, key=lambda title: (-int(title[0]), int(title[2:])))
    assert [title for page in forth for title in page] == expected


def test_new_rows_shift_nothing(client, notes, session):
    first = client.get("/notes")
    (following,) = html.fromstring(first.text).xpath("//main//a[@rel='next']/@href")
    session.add(Memo(title="0-new", weight=0))
    session.commit()

    assert texts(client.get(following), "main li") == notes[3:6]


def test_the_first_page_has_no_way_back(client, notes):
    answer = client.get("/notes")

    assert not html.fromstring(answer.text).xpath("//main//a[@rel='prev']")


@pytest.mark.parametrize("cursor", ["x", "WyI-Il0.AAAA", "%F0%9F%98%80", "a" * 3000])
def test_a_cursor_that_is_not_ours_gives_the_first_page(client, notes, cursor):
    assert texts(client.get(f"/notes?after={cursor}"), "main li") == notes[:3]


def test_a_cursor_of_another_list_gives_the_first_page(app, client, notes):
    with app.test_request_context("/notes/elsewhere/list"):
        strange = write_cursor(Cursor(values=("words", "instead of numbers")))

    assert texts(client.get(f"/notes?after={strange}"), "main li") == notes[:3]
