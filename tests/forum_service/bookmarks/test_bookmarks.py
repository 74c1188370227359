"""Bookmarks with notes and reminders."""

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.testing import BOB, DATABASES, MOD, settings_for
from corridor.testing.browser import Browser
from forum_service.bookmarks.models import Bookmark
from forum_service.bookmarks.reminding import remind_of_bookmarks
from forum_service.service import SERVICE
from forum_service.topics.models import Topic
from tests.forum_service.conftest import Open
from tests.forum_service.moving_time import NOON, Noon, as_, noon
from tests.forum_service.news import news

__all__ = ["as_", "noon"]


def _text(answer) -> str:
    return answer.get_data(as_text=True)


def _work() -> None:
    while remind_of_bookmarks(DATABASES.sessions(SERVICE), settings_for(SERVICE)):
        pass


def _reminded(session: Session) -> list[dict]:
    return news(session, "reminder_bookmark")


def test_a_post_and_its_topic_are_bookmarked_once_each(
    open_topic: Open, bob: Browser, session: Session
) -> None:
    open_topic()

    for path in ("/forum/posts/1/bookmark", "/forum/t/1/bookmark", "/forum/posts/1/bookmark"):
        assert bob.post(path).status_code == 303

    assert session.execute(select(Bookmark.topic_id, Bookmark.post_id)).all() == [(None, 1), (1, None)]
    assert _text(bob.get("/forum/bookmarks")).count("Taxonomy for small museums") >= 2
    assert "My bookmark" in _text(bob.get("/forum/posts/1/more"))


def test_a_reminder_comes_once_at_its_time(
    open_topic: Open, bob: Browser, session: Session, noon: Noon
) -> None:
    open_topic()
    bob.post("/forum/posts/1/bookmark")
    form = {"note": "Ask the museums", "remind_at": "2026-11-03T12:00"}
    assert bob.post("/forum/bookmarks/1", data=form).status_code == 303
    _work()
    assert _reminded(session) == []

    noon.shift(timedelta(days=1))
    _work()
    _work()

    (told,) = _reminded(session)
    assert told["recipients"] == [{"account_id": str(BOB.account_id), "reason": "author"}]
    assert told["excerpt"] == "Ask the museums"
    assert told["url"].endswith("/1/1")


def test_a_note_changed_later_does_not_remind_again(
    open_topic: Open, bob: Browser, session: Session, noon: Noon
) -> None:
    open_topic()
    bob.post("/forum/posts/1/bookmark")
    bob.post("/forum/bookmarks/1", data={"remind_at": "2026-11-03T12:00"})
    noon.shift(timedelta(days=1))
    _work()

    bob.post("/forum/bookmarks/1", data={"remind_at": "2026-11-03T12:00", "note": "Done"})
    _work()

    assert len(_reminded(session)) == 1


def test_what_is_closed_to_the_reader_keeps_only_its_note(
    open_topic: Open, bob: Browser, session: Session, noon: Noon
) -> None:
    open_topic()
    bob.post("/forum/posts/1/bookmark")
    bob.post("/forum/bookmarks/1", data={"note": "Ask the museums", "remind_at": "2026-11-03T12:00"})
    session.query(Topic).update({"audience": [MOD.account_id]})
    session.commit()

    for path in ("/forum/bookmarks", "/forum/bookmarks/1", "/forum/bookmarks?q=taxonomy"):
        assert "Taxonomy" not in _text(bob.get(path))
    assert "Ask the museums" in _text(bob.get("/forum/bookmarks"))
    assert "Taxonomy" not in _text(bob.get("/forum/bookmarks/reminders.ics"))
    noon.shift(timedelta(days=1))
    _work()
    assert _reminded(session) == []


def test_bookmarks_are_ones_own(open_topic: Open, alice: Browser, bob: Browser, session: Session) -> None:
    open_topic()
    bob.post("/forum/posts/1/bookmark")

    assert alice.get("/forum/bookmarks/1").status_code == 404
    assert alice.post("/forum/bookmarks/1", data={"note": "x"}).status_code == 404
    assert alice.post("/forum/bookmarks/1/removal").status_code == 404
    assert bob.post("/forum/bookmarks/1/removal").status_code == 303
    assert session.scalars(select(Bookmark)).all() == []


def test_bookmarks_are_found_by_their_words(open_topic: Open, bob: Browser) -> None:
    open_topic()
    bob.post("/forum/posts/1/bookmark")
    bob.post("/forum/bookmarks/1", data={"note": "100% sure"})

    assert "Taxonomy" in _text(bob.get("/forum/bookmarks?q=100%25"))
    assert "Taxonomy" in _text(bob.get("/forum/bookmarks?q=taxonomy"))
    assert "Nothing found" in _text(bob.get("/forum/bookmarks?q=_axonomy"))


@pytest.mark.parametrize("moment", ["2026-11-01T12:00", "2999-01-01T12:00", "tomorrow"])
def test_a_reminder_is_in_the_time_to_come(moment: str, open_topic: Open, bob: Browser) -> None:
    open_topic()
    bob.post("/forum/posts/1/bookmark")

    answer = bob.post("/forum/bookmarks/1", data={"note": "Ask", "remind_at": moment})

    assert answer.status_code == 422
    assert "Ask" in _text(answer)


def test_reminders_are_a_calendar(open_topic: Open, bob: Browser) -> None:
    open_topic()
    bob.post("/forum/t/1/bookmark")
    bob.post("/forum/bookmarks/1", data={"remind_at": "2026-11-03T12:00"})

    calendar = Calendar.from_ical(bob.get("/forum/bookmarks/reminders.ics").data)

    (event,) = calendar.walk("VEVENT")
    assert event["summary"] == "Taxonomy for small museums"
    assert event.decoded("dtstart") == NOON + timedelta(days=1)
