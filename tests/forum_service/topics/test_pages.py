"""The page of a topic, and the lists."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from corridor.testing import BOB, persona
from corridor.testing.browser import Browser
from corridor.testing.statements import noting_statements
from tests.forum_service.conftest import As, Open


def _fill(session: Session, *, topics: int, posts: int) -> None:
    """Topics with posts, without the forms."""
    session.execute(
        text(
            "INSERT INTO members (account_id, handle, name, roles) "
            "SELECT gen_random_uuid(), 'm' || n, 'Member ' || n, '{expert}' FROM generate_series(1, 20) n"
        )
    )
    session.execute(
        text(
            "INSERT INTO topics (board_id, slug, title, language, author_id, created_at, last_posted_at, "
            "last_poster_id, highest_post_number, posts_count, participant_ids) "
            "SELECT 4, 't' || n, 'Topic ' || n, 'en', m.ids[1 + n % 20], now() - n * interval '1 minute', "
            "now() - n * interval '1 minute', m.ids[1], :posts, :posts, m.ids[1:3] "
            "FROM generate_series(1, :topics) n, (SELECT array_agg(account_id) AS ids FROM members) m"
        ),
        {"topics": topics, "posts": posts},
    )
    session.execute(
        text(
            "INSERT INTO posts (topic_id, number, author_id, language, raw, html, renderer, created_at) "
            "SELECT t.id, n, t.participant_ids[1 + n % 2], 'en', 'x', '<p>Words ' || n || '</p>', 1, now() "
            "FROM topics t, generate_series(1, :posts) n"
        ),
        {"posts": posts},
    )
    session.commit()


def _queries(browser: Browser, path: str) -> int:
    with noting_statements() as statements:
        assert browser.get(path).status_code == 200
    return len(statements)


def test_a_post_path_opens_its_page_and_marks_it(session: Session, bob: Browser) -> None:
    _fill(session, topics=1, posts=45)

    page = bob.get("/forum/t/t1/1/30").get_data(as_text=True)

    assert "Words 21<" in page
    assert "Words 40<" in page
    assert "Words 41<" not in page
    assert 'id="post-30" data-number="30" tabindex="-1" autofocus' in page
    assert '<link rel="canonical" href="/forum/t/t1/1?page=2">' in page
    assert '<link rel="next" href="/forum/t/t1/1?page=3">' in page


def test_another_slug_leads_to_the_right_one(open_topic: Open, bob: Browser) -> None:
    open_topic()

    assert bob.get("/forum/t/old-title/1/1").headers["Location"] == "/forum/t/taxonomy-for-small-museums/1/1"
    assert bob.get("/forum/t/old-title/1").headers["Location"] == "/forum/t/taxonomy-for-small-museums/1"


def test_there_is_no_page_for_numbers_that_are_none(open_topic: Open, bob: Browser) -> None:
    topic = open_topic().removesuffix("/1")

    for path in (
        "/0",
        "/2",
        "/9223372036854775807",
        "?page=2",
        "?page=0",
        "?page=-1",
        "?page=99999999999999999999",
    ):
        assert bob.get(topic + path).status_code == 404, path


def test_absent_and_private_topics_look_the_same(private_topic: str, bob: Browser) -> None:
    private = bob.get(private_topic)
    absent = bob.get("/forum/t/our-case/999")

    assert (private.status_code, absent.status_code) == (404, 404)
    assert bob.get("/forum/t/another-slug/1").status_code == 404
    assert bob.get("/forum/t/1").status_code == 404


def test_lists_and_topic_pages_have_few_queries_whatever_their_length(session: Session, bob: Browser) -> None:
    _fill(session, topics=60, posts=25)

    for path in ("/forum", "/forum/new", "/forum/unread", "/forum/f/knowledge"):
        assert _queries(bob, path) <= 4, path
    assert _queries(bob, "/forum/t/t1/1") <= 6


def test_the_latest_list_goes_on_by_cursor(session: Session, bob: Browser) -> None:
    _fill(session, topics=40, posts=1)

    first = bob.get("/forum").get_data(as_text=True)
    cursor = first.split('rel="next" href="')[1].split('"')[0]
    second = bob.get(cursor).get_data(as_text=True)

    assert "Topic 1<" in first
    assert "Topic 31<" not in first
    assert "Topic 31<" in second
    assert "Topic 1<" not in second


def test_pinned_topics_stand_first_in_their_forum(session: Session, bob: Browser) -> None:
    _fill(session, topics=3, posts=1)
    session.execute(text("UPDATE topics SET pinned = true WHERE slug = 't3'"))
    session.commit()

    page = bob.get("/forum/f/knowledge").get_data(as_text=True)

    assert page.index("Topic 3<") < page.index("Topic 1<")


def test_a_topic_is_new_until_opened_or_dismissed(open_topic: Open, bob: Browser) -> None:
    path = open_topic()
    other = open_topic("Another topic", "capacity-building")

    bob.get(path)

    page = bob.get("/forum/new").get_data(as_text=True)
    assert "Another topic" in page
    assert "Taxonomy" not in page
    bob.post("/forum/new/dismissal")
    assert "Another topic" not in bob.get("/forum/new").get_data(as_text=True)
    assert bob.get(other).status_code == 200


def test_the_group_forum_is_for_the_group(open_topic: Open, as_: As) -> None:
    path = open_topic("Advice on centres", "iag")
    expert = as_(persona("eve", "expert"))

    assert as_(BOB).get(path).status_code == 200
    assert expert.get(path).status_code == 404
    assert expert.get("/forum/f/iag").status_code == 404
    assert (
        expert.post("/forum/topics", data={"title": "Let me in", "forum": "iag", "raw": "x"}).status_code
        == 404
    )
    for page in ("/", "/forum", "/forum/new", "/forum/unread", "/forum/search?q=advice"):
        assert "Advice on centres" not in expert.get(page).get_data(as_text=True)
