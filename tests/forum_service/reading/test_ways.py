"""Ways to a post: unread, by number, by day, from its answers, and after a move."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from corridor.testing import persona
from corridor.testing.browser import Browser
from tests.forum_service.conftest import As, Open

EXPERT = persona("eve", "expert")
Long = Callable[[], str]


@pytest.fixture
def long_topic(open_topic: Open, session: Session) -> str:
    """A topic of fifty posts, one a day from 1 October; the path of the topic."""
    path = open_topic().rsplit("/", 1)[0]
    session.execute(
        text(
            """
            INSERT INTO posts (topic_id, number, author_id, language, raw, html, renderer, created_at)
            SELECT 1, n, author_id, 'en', 'x', '<p>x</p>', 1,
                   CAST('2026-10-01T12:00Z' AS timestamptz) + make_interval(days => n - 1)
            FROM posts, generate_series(2, 50) n
            """
        )
    )
    session.execute(text("UPDATE posts SET created_at = '2026-10-01T12:00Z' WHERE number = 1"))
    session.execute(text("UPDATE topics SET highest_post_number = 50, posts_count = 50"))
    session.commit()
    return path


def way(browser: Browser, query: str) -> str:
    answer = browser.get(f"/forum/t/1/go{query}")
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_to_the_first_unread_post(bob: Browser, long_topic: str) -> None:
    assert way(bob, "") == f"{long_topic}/1"

    bob.get(long_topic)

    assert way(bob, "") == f"{long_topic}/21"


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("?post=33", 33),
        ("?post=1000", 50),
        (f"?post={2**70}", 50),
        ("?post=-5", 1),
        ("?date=2026-10-10", 10),
        ("?date=2030-01-01", 50),
        ("?date=1999-01-01", 1),
    ],
)
def test_to_a_number_or_a_day(query: str, number: int, bob: Browser, long_topic: str) -> None:
    assert way(bob, query) == f"{long_topic}/{number}"


def test_a_post_taken_down_leads_to_the_next(bob: Browser, long_topic: str, session: Session) -> None:
    session.execute(text("UPDATE posts SET hidden = true WHERE number = 33"))
    session.commit()

    assert way(bob, "?post=33") == f"{long_topic}/34"


def test_the_ways_are_on_the_page_of_a_long_topic(bob: Browser, long_topic: str) -> None:
    page = bob.get(long_topic).get_data(as_text=True)

    assert 'action="/forum/t/1/go"' in page
    assert 'href="/forum/t/1/go"' in page


def test_a_post_names_its_answers(alice: Browser, bob: Browser, open_topic: Open, session: Session) -> None:
    path = open_topic()
    for raw in ("To the first", "Again to the first", "Taken down"):
        alice.post("/forum/t/1/replies", data={"raw": raw, "reply_to": "1"})
    session.execute(text("UPDATE posts SET hidden = true WHERE number = 4"))
    session.commit()
    topic = path.rsplit("/", 1)[0]

    page = bob.get(topic).get_data(as_text=True)

    line = page.partition('<p class="answers meta">')[2].partition("</p>")[0]
    assert line == f'Answered by <a href="{topic}/2">#2</a> <a href="{topic}/3">#3</a>'
    assert page.count('class="answers meta"') == 1


@pytest.fixture
def moved(open_topic: Open, session: Session) -> str:
    """Post 2 of the first topic was moved into a second one; its path there."""
    open_topic("Old place")
    path = open_topic("New place").rsplit("/", 1)[0]
    author = session.scalar(text("SELECT author_id FROM posts LIMIT 1"))
    post = session.scalar(
        text(
            """
            INSERT INTO posts (topic_id, number, author_id, language, raw, html, renderer, created_at)
            VALUES (2, 2, :author, 'en', 'x', '<p>x</p>', 1, now()) RETURNING id
            """
        ),
        {"author": author},
    )
    session.execute(text("UPDATE topics SET highest_post_number = 2, posts_count = 2"))
    session.execute(text("INSERT INTO moved_posts VALUES (1, 2, :post, now())"), {"post": post})
    session.commit()
    return f"{path}/2"


def test_the_old_address_of_a_moved_post_stays_good(bob: Browser, moved: str, session: Session) -> None:
    post = session.scalar(text("SELECT post_id FROM moved_posts"))

    assert bob.get("/forum/t/old-place/1/2").headers["Location"] == moved
    assert bob.get(f"/forum/posts/{post}").headers["Location"] == moved


def test_a_merged_topic_leads_to_where_its_opening_is(bob: Browser, moved: str, session: Session) -> None:
    session.execute(text("UPDATE moved_posts SET number = 1"))
    session.execute(text("UPDATE topics SET hidden = true WHERE id = 1"))
    session.commit()

    for path in ("/forum/t/old-place/1", "/forum/t/1", "/forum/t/old-place/1/1"):
        assert bob.get(path).headers["Location"] == moved, path


def test_a_moved_post_is_shown_to_nobody_new(as_: As, moved: str, session: Session) -> None:
    session.execute(
        text("UPDATE topics SET board_id = (SELECT id FROM boards WHERE slug = 'iag') WHERE id = 2")
    )
    session.commit()

    assert as_(EXPERT).get("/forum/t/old-place/1/2").status_code == 404
