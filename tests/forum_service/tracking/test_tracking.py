"""Reading on, and wishing to hear more or less."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corridor.messaging.tables import outbox
from corridor.testing import ALICE, BOB, persona
from corridor.testing.browser import Browser
from forum_service.tracking.models import TopicReader
from tests.forum_service.conftest import Open

REPLIES = "/forum/t/1/replies"


def _place(session: Session, who) -> TopicReader:
    session.rollback()
    return session.get_one(TopicReader, (who.account_id, 1), populate_existing=True)


def _reads(session: Session) -> int:
    return session.scalar(select(func.count()).where(outbox.c.type == "forum.topic_read.v1"))


def test_a_page_shown_counts_as_read_where_no_script_reports(
    open_topic: Open, bob: Browser, session: Session
) -> None:
    path = open_topic()

    bob.get(path)
    bob.get(path)

    assert _place(session, BOB).last_read == 1
    assert _reads(session) == 1


def test_with_a_script_only_the_report_counts(open_topic: Open, bob: Browser, session: Session) -> None:
    path = open_topic()
    bob.set_cookie("corridor_reading", "script", path="/forum")

    bob.get(path)
    assert _reads(session) == 0
    assert bob.post("/forum/t/1/reading", data={"number": "1"}).status_code == 204

    assert _place(session, BOB).last_read == 1


@pytest.mark.parametrize("headers", [{"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}])
def test_prefetching_is_not_reading(headers, open_topic: Open, bob: Browser, session: Session) -> None:
    path = open_topic()

    bob.get(path, headers=headers)

    assert _reads(session) == 0


def test_a_place_never_moves_back_or_beyond_the_end(open_topic: Open, bob: Browser, session: Session) -> None:
    open_topic()
    bob.post(REPLIES, data={"raw": "Two"})
    bob.post(REPLIES, data={"raw": "Three"})

    for number in ("3", "1", "2147483647"):
        bob.post("/forum/t/1/reading", data={"number": number})

    assert _place(session, BOB).last_read == 3


def test_who_writes_follows(open_topic: Open, bob: Browser, session: Session) -> None:
    open_topic()
    bob.post(REPLIES, data={"raw": "An answer"})

    assert (_place(session, ALICE).level, _place(session, BOB).level) == (3, 2)


def test_a_reply_makes_the_topic_unread_for_who_follows_it(
    open_topic: Open, alice: Browser, bob: Browser
) -> None:
    path = open_topic()
    bob.post(REPLIES, data={"raw": "An answer"})

    assert "Taxonomy" in alice.get("/forum/unread").get_data(as_text=True)
    alice.get(path)
    assert "Taxonomy" not in alice.get("/forum/unread").get_data(as_text=True)
    assert "Taxonomy" not in bob.get("/forum/unread").get_data(as_text=True)


def test_a_muted_topic_is_on_no_list(open_topic: Open, alice: Browser, bob: Browser) -> None:
    open_topic()
    alice.post("/forum/t/1/tracking", data={"level": "0"})
    bob.post(REPLIES, data={"raw": "An answer"})

    for page in ("/forum", "/forum/new", "/forum/unread"):
        assert "Taxonomy" not in alice.get(page).get_data(as_text=True)


def test_a_muted_forum_is_on_no_list_but_its_own(open_topic: Open, bob: Browser) -> None:
    open_topic()
    bob.post("/forum/f/knowledge/tracking", data={"level": "0"})

    assert "Taxonomy" not in bob.get("/forum").get_data(as_text=True)
    assert "Taxonomy" not in bob.get("/forum/new").get_data(as_text=True)
    assert "Taxonomy" in bob.get("/forum/f/knowledge").get_data(as_text=True)


def test_a_tracked_forum_makes_its_opened_topics_unread(
    open_topic: Open, alice: Browser, bob: Browser
) -> None:
    path = open_topic()
    bob.post("/forum/f/knowledge/tracking", data={"level": "2"})
    bob.get(path)

    alice.post(REPLIES, data={"raw": "One more thought"})

    assert "Taxonomy" in bob.get("/forum/unread").get_data(as_text=True)


@pytest.mark.parametrize("level", ["4", "-1", "9", "x", "", "1.5", "9223372036854775808"])
def test_a_topic_has_four_levels(level: str, open_topic: Open, bob: Browser) -> None:
    open_topic()

    assert bob.post("/forum/t/1/tracking", data={"level": level}).status_code == 422


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "2147483648"])
def test_a_position_is_a_post_number(number: str, open_topic: Open, bob: Browser) -> None:
    open_topic()

    assert bob.post("/forum/t/1/reading", data={"number": number}).status_code == 422


def test_who_chose_new_topics_is_not_told_of_replies_and_who_never_chose_is(
    open_topic: Open, alice: Browser, bob: Browser, know: Callable[..., None], session: Session
) -> None:
    eve = persona("eve", "expert")
    know(eve)
    bob.post("/forum/f/knowledge/tracking", data={"level": "4"})
    open_topic()
    alice.post("/forum/t/1/replies", data={"raw": "One more thing."})

    query = select(outbox.c.body).where(outbox.c.type == "forum.reply_posted.v1")
    (told,) = [json.loads(body)["data"] for body in session.scalars(query)]
    assert told["recipients"] == [{"account_id": str(eve.account_id), "reason": "tracking"}]
