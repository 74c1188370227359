"""What members hear of topics by their tags."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.messaging.tables import outbox
from corridor.testing import ALICE, BOB
from corridor.testing.browser import Browser
from tests.forum_service.conftest import Open


@pytest.fixture(autouse=True)
def tagged(open_topic: Open, know: Callable[..., None], bob: Browser) -> None:
    """There is the tag "bogs", and Bob hears nothing of the forum itself."""
    know(ALICE, BOB)
    open_topic("The first one", tags="bogs")
    bob.post("/forum/f/knowledge/tracking", data={"level": "1"})


def _level(browser: Browser, level: int) -> int:
    return browser.post("/forum/tag/bogs/tracking", data={"level": str(level)}).status_code


def _hear(session: Session, kind: str) -> list[dict[str, Any]]:
    """Who hears of the newest event."""
    newest = select(outbox.c.body).where(outbox.c.type == kind).order_by(outbox.c.position.desc()).limit(1)
    recipients: list[dict[str, Any]] = json.loads(session.scalars(newest).one())["data"]["recipients"]
    return recipients


def test_who_watches_a_tag_hears_of_its_topics(open_topic: Open, bob: Browser, session: Session) -> None:
    assert _level(bob, 3) == 303

    open_topic("With it", tags="bogs")
    assert _hear(session, "forum.topic_opened.v1") == [
        {"account_id": str(BOB.account_id), "reason": "watching"}
    ]

    open_topic("Without it")
    assert _hear(session, "forum.topic_opened.v1") == []


def test_new_topics_of_a_tag_without_their_replies(
    open_topic: Open, bob: Browser, alice: Browser, session: Session
) -> None:
    _level(bob, 4)

    open_topic("With it", tags="bogs")
    assert len(_hear(session, "forum.topic_opened.v1")) == 1
    alice.post("/forum/t/2/replies", data={"raw": "More of it"})
    assert _hear(session, "forum.reply_posted.v1") == []


def test_a_muted_tag_is_on_no_list(open_topic: Open, bob: Browser) -> None:
    open_topic("Without it")
    _level(bob, 0)

    page = bob.get("/forum").get_data(as_text=True)

    assert "/without-it/" in page
    assert "/the-first-one/" not in page
    assert "/the-first-one/" not in bob.get("/forum/new").get_data(as_text=True)
    assert "/the-first-one/" in bob.get("/forum/tag/bogs").get_data(as_text=True)


def test_normal_is_as_the_forum_again(open_topic: Open, bob: Browser, session: Session) -> None:
    _level(bob, 3)
    _level(bob, 1)

    open_topic("With it", tags="bogs")

    assert _hear(session, "forum.topic_opened.v1") == []


def test_a_tracked_tag_makes_opened_topics_unread(bob: Browser, alice: Browser) -> None:
    _level(bob, 2)
    bob.get("/forum/t/the-first-one/1")
    alice.post("/forum/t/1/replies", data={"raw": "More of it"})

    assert "/the-first-one/" in bob.get("/forum/unread").get_data(as_text=True)


@pytest.mark.parametrize("level", ["", "9", "-1", "x"])
def test_there_are_five_levels(bob: Browser, level: str) -> None:
    assert bob.post("/forum/tag/bogs/tracking", data={"level": level}).status_code == 422
