"""Filters, tabs and order of a search."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from corridor.testing import ALICE, BOB
from corridor.testing.browser import Browser
from tests.forum_service.conftest import Open

Titles = set[str]


@pytest.fixture
def mosses(open_topic: Open, alice: Browser, bob: Browser, session: Session) -> None:
    """Three topics on mosses: one tagged and French, one closed, one of the group alone."""
    open_topic("Mosses alpha", raw="On mosses", language="fr", tags="bogs")
    open_topic("Mosses beta", raw="On mosses")
    open_topic("Mosses gamma", raw="On mosses", forum="iag")
    bob.post("/forum/t/2/replies", data={"raw": "Mosses again"})
    session.execute(text("UPDATE topics SET closed = true WHERE id = 2"))
    session.commit()


def _page(browser: Browser, **query: str) -> str:
    return browser.get("/forum/search", query_string={"q": "moss", **query}).get_data(as_text=True)


def _found(browser: Browser, **query: str) -> Titles:
    page = _page(browser, **query)
    return {name for name in ("alpha", "beta", "gamma") if f"/mosses-{name}/" in page}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"alpha", "beta", "gamma"}),
        ({"author": "bob"}, {"beta"}),
        ({"forum": "iag"}, {"gamma"}),
        ({"forum": "cases"}, set()),
        ({"tag": "Bogs"}, {"alpha"}),
        ({"language": "fr"}, {"alpha"}),
        ({"status": "closed"}, {"beta"}),
        ({"within": "mine"}, {"beta"}),
        ({"within": "bookmarks"}, set()),
        ({"within": "messages"}, set()),
        ({"until": "2001-01-01"}, set()),
        ({"author": "alice", "status": "open", "forum": "knowledge"}, {"alpha"}),
    ],
)
def test_filters_combine(mosses, bob: Browser, query: dict[str, str], expected: Titles) -> None:
    assert _found(bob, **query) == expected


def test_bookmarks_are_searched(mosses, bob: Browser, session: Session) -> None:
    session.execute(
        text("INSERT INTO bookmarks (account_id, topic_id, created_at) VALUES (:me, 1, now())"),
        {"me": BOB.account_id},
    )
    session.commit()

    assert _found(bob, within="bookmarks") == {"alpha"}


def test_tabs_count_posts_topics_and_people(mosses, bob: Browser, know: Callable[..., None]) -> None:
    page = _page(bob)

    assert 'Posts <span class="count">4</span>' in page
    assert 'Topics <span class="count">3</span>' in page
    assert _page(bob, what="topics").count('class="hit"') == 3


def test_people_are_found_by_name_without_accents(bob: Browser, know: Callable[..., None]) -> None:
    know(ALICE)
    name = ALICE.name.split()[0].upper()

    page = bob.get("/forum/search", query_string={"q": name, "what": "people"}).get_data(as_text=True)

    assert f"/account/members/{ALICE.handle}" in page
    nobody = bob.get("/forum/search?q=%25&what=people").get_data(as_text=True)
    assert "/account/members/alice" not in nobody


def test_the_newest_of_equals_comes_first(mosses, bob: Browser, session: Session) -> None:
    old = timedelta(days=900)
    session.execute(text("UPDATE posts SET created_at = created_at - :old WHERE topic_id = 1"), {"old": old})
    session.commit()

    page = _page(bob, what="topics")

    assert page.index("/mosses-beta/") < page.index("/mosses-alpha/")
    newest = _page(bob, sort="newest")
    assert newest.index("/mosses-beta/2/2") < newest.index("/mosses-gamma/3/1")


def test_unlisted_topics_are_not_found(mosses, bob: Browser, session: Session) -> None:
    session.execute(text("UPDATE topics SET unlisted = true WHERE id = 1"))
    session.commit()

    assert _found(bob) == {"beta", "gamma"}
