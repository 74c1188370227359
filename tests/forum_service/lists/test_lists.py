"""Lists of topics, and what narrows them."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from corridor import clock
from corridor.testing import BOB, MOD
from corridor.testing.browser import Browser
from forum_service.lists.scoring import count_scores
from tests.forum_service.conftest import As, Open

Titles = Callable[..., set[str]]
ALL = {"alpha", "beta", "gamma"}


@pytest.fixture
def three(open_topic: Open, bob: Browser, session: Session) -> None:
    """Alpha is answered and in French, beta closed, gamma in another forum; all by Alice."""
    open_topic("Topic alpha", language="fr")
    open_topic("Topic beta")
    open_topic("Topic gamma", forum="cooperation")
    bob.post("/forum/t/1/replies", data={"raw": "An answer"})
    session.execute(text("UPDATE topics SET closed = true WHERE id = 2"))
    session.execute(text("UPDATE topics SET last_posted_at = now() - interval '40 days' WHERE id = 3"))
    session.commit()


def _shown(browser: Browser, path: str, **query: str) -> set[str]:
    page = browser.get(path, query_string=query)
    assert page.status_code == 200
    return {name for name in ALL if f"/topic-{name}/" in page.get_data(as_text=True)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ALL),
        ({"author": "@Alice"}, ALL),
        ({"author": "nobody"}, set()),
        ({"language": "fr"}, {"alpha"}),
        ({"status": "open"}, {"alpha", "gamma"}),
        ({"status": "closed"}, {"beta"}),
        ({"status": "archived"}, set()),
        ({"status": "unanswered"}, {"beta", "gamma"}),
        ({"forum": "cooperation"}, {"gamma"}),
        ({"until": "2000-01-01"}, set()),
        ({"forum": "knowledge", "status": "unanswered", "author": "alice"}, {"beta"}),
    ],
)
def test_filters_combine(three, bob: Browser, query: dict[str, str], expected: set[str]) -> None:
    assert _shown(bob, "/forum", **query) == expected


def test_a_date_counts_from_its_first_to_its_last_moment(three, bob: Browser) -> None:
    today = clock.now().date().isoformat()

    assert _shown(bob, "/forum", since=today, until=today) == {"alpha", "beta"}


@pytest.mark.parametrize(
    "query", ["since=never", "until=0001-01-01", "status=x", "language=xx", "tag=%F0", "after=zz"]
)
def test_what_is_no_filter_is_ignored(three, bob: Browser, query: str) -> None:
    assert bob.get(f"/forum?{query}").status_code == 200


def test_a_filter_is_a_chip_that_takes_it_away(three, bob: Browser) -> None:
    page = bob.get("/forum?author=alice&status=closed").get_data(as_text=True)

    assert 'href="/forum?author=alice" aria-label="Remove filter Closed"' in page


def test_each_list_is_narrowed_alike(three, bob: Browser) -> None:
    assert _shown(bob, "/forum/f/knowledge", status="closed") == {"beta"}
    assert _shown(bob, "/forum/new", language="fr") == set()
    assert _shown(bob, "/forum/mine") == {"alpha"}
    assert _shown(bob, "/forum/mine", language="en") == set()


def test_the_liveliest_come_first(three, bob: Browser, session: Session) -> None:
    count_scores(session, now=clock.now())
    session.commit()

    page = bob.get("/forum/top").get_data(as_text=True)

    assert page.index("/topic-alpha/") < page.index("/topic-gamma/")
    assert _shown(bob, "/forum/top/year", forum="cooperation") == {"gamma"}
    assert bob.get("/forum/top/decade").status_code == 404


def test_unlisted_topics_are_found_by_their_address_and_by_staff(
    three, bob: Browser, as_: As, session: Session
) -> None:
    session.execute(text("UPDATE topics SET unlisted = true WHERE id = 1"))
    session.commit()

    assert _shown(bob, "/forum") == {"beta", "gamma"}
    assert _shown(bob, "/forum/f/knowledge") == {"beta"}
    assert _shown(bob, "/forum", status="unlisted") == {"beta", "gamma"}
    assert bob.get("/forum/t/topic-alpha/1").status_code == 200
    assert _shown(as_(MOD), "/forum", status="unlisted") == {"alpha"}


def test_what_is_pinned_everywhere_stands_above_all(three, bob: Browser, session: Session) -> None:
    session.execute(text("UPDATE topics SET pinned = true, pinned_globally = true WHERE id = 3"))
    session.commit()

    page = bob.get("/forum").get_data(as_text=True)

    assert page.index("/topic-gamma/") < page.index("/topic-alpha/")
    assert page.count('class="topic-title"') == 3


def test_private_messages_are_on_their_own_page(three, bob: Browser, session: Session) -> None:
    messages = "(SELECT id FROM boards WHERE kind = 'messages')"
    private = f"UPDATE topics SET board_id = {messages}, audience = ARRAY[CAST(:me AS uuid)] WHERE id = 1"
    session.execute(text(private), {"me": BOB.account_id})
    session.commit()

    assert _shown(bob, "/forum") == {"beta", "gamma"}
    assert _shown(bob, "/forum", language="fr") == set()
    assert _shown(bob, "/forum/mine") == set()
