"""Searches that are kept, and the news of what they find."""

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor import clock
from corridor.messaging.tables import outbox
from corridor.testing import BOB, CHARLIE, MOD, app_for, service_named
from corridor.testing.browser import Browser
from forum_service.search import queries, saving, tsquery
from forum_service.search.alerting import alert_searches
from forum_service.search.models import SavedSearch
from tests.forum_service.conftest import As, Open


@pytest.fixture
def keep(bob: Browser) -> Any:
    def keep_(query: str = "q=peat", *, alert: bool = True, name: str = "Peat") -> int:
        form = {"query": query, "name": name} | ({"alert": "true"} if alert else {})
        return bob.post("/forum/searches", data=form).status_code

    return keep_


def _look(hours: float) -> None:
    """The worker's clock strikes so much later."""
    sessions = app_for(service_named("forum")).extensions["corridor"].sessions
    with time_machine.travel(clock.now() + timedelta(hours=hours), tick=False):
        while alert_searches(sessions, SimpleNamespace(base_url="https://corridor.example")):
            pass


def _told(session: Session) -> list[dict[str, Any]]:
    bodies = session.scalars(select(outbox.c.body).order_by(outbox.c.position)).all()
    facts = [json.loads(body)["data"] for body in bodies]
    return [fact for fact in facts if fact.get("what") == "reminder_search"]


def _write_in_private(browser: Browser, raw: str, *, count: int) -> None:
    for number in range(count):
        form = {"to": MOD.handle, "title": f"Between us {number}", "raw": raw}
        assert browser.post("/forum/messages", data=form).status_code == 303


def test_each_post_is_told_once(open_topic: Open, keep, session: Session) -> None:
    open_topic("Before", raw="Old peat")
    assert keep() == 303
    open_topic("After", raw="New peat")

    _look(1)
    _look(2)

    (told,) = _told(session)
    assert told["recipients"] == [{"account_id": str(BOB.account_id), "reason": "author"}]
    assert "After" in told["excerpt"]
    assert "Before" not in told["excerpt"]
    assert told["url"].startswith("https://corridor.example/forum/search?q=peat")


def test_filters_and_sight_hold_for_news(open_topic: Open, keep, session: Session) -> None:
    keep("q=peat&forum=cooperation")
    open_topic("Elsewhere", raw="New peat", forum="knowledge")

    _look(1)

    assert _told(session) == []


def test_what_one_writes_oneself_is_no_news(open_topic: Open, keep, bob: Browser, session: Session) -> None:
    open_topic("A topic", raw="No such word")
    keep()
    bob.post("/forum/t/1/replies", data={"raw": "Peat by Bob"})

    _look(1)

    assert _told(session) == []


def test_what_others_write_in_private_hides_nothing(
    open_topic: Open, keep, alice: Browser, know, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    know(MOD)
    monkeypatch.setattr(queries, "MATCHED", 2)
    keep()
    open_topic("In the open", raw="New peat")
    _write_in_private(alice, "Peat in private", count=3)

    _look(1)

    (told,) = _told(session)
    assert "In the open" in told["excerpt"]
    assert "private" not in told["excerpt"]


def test_a_search_that_took_too_long_looks_at_the_same_posts_again(
    open_topic: Open, keep, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep()
    open_topic("After", raw="New peat")
    monkeypatch.setattr(tsquery, "TIMEOUT_MS", 1)
    monkeypatch.setitem(queries._NARROWED, "others", ("", "pg_sleep(1) IS NOT NULL"))
    queries._statement.cache_clear()
    _look(1)
    assert _told(session) == []

    monkeypatch.undo()
    queries._statement.cache_clear()
    _look(2)

    assert len(_told(session)) == 1


def test_a_search_kept_again_tells_from_then_on(open_topic: Open, keep, session: Session) -> None:
    keep(alert=False)
    open_topic("Before", raw="Old peat")
    keep(alert=True)
    open_topic("After", raw="New peat")

    _look(1)

    (told,) = _told(session)
    assert "Before" not in told["excerpt"]


def test_a_full_list_still_takes_a_new_name(keep, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "MOST", 1)
    keep()

    keep(name="Bogs")
    keep("q=moss")

    assert session.scalars(select(SavedSearch.name)).all() == ["Bogs"]


def test_news_can_be_stopped_and_the_search_let_go(
    open_topic: Open, keep, bob: Browser, session: Session
) -> None:
    keep()
    search = session.scalars(select(SavedSearch)).one()
    assert "Stop the news" in bob.get("/forum/searches").get_data(as_text=True)

    assert bob.post(f"/forum/searches/{search.id}", data={"alert": "false"}).status_code == 303
    open_topic("After", raw="New peat")
    _look(1)
    assert _told(session) == []

    bob.post(f"/forum/searches/{search.id}/removal")
    assert "No search kept" in bob.get("/forum/searches").get_data(as_text=True)


def test_a_search_is_of_its_member_alone(keep, alice: Browser, session: Session) -> None:
    keep()
    search = session.scalars(select(SavedSearch)).one()

    assert alice.post(f"/forum/searches/{search.id}", data={"alert": "true"}).status_code == 404
    alice.post(f"/forum/searches/{search.id}/removal")
    assert session.scalars(select(SavedSearch.id)).all() == [search.id]


def test_the_same_search_is_kept_once_and_nothing_is_no_search(keep, session: Session) -> None:
    keep("q=peat&page=3&what=topics")
    keep("q=peat", name="Better name")
    keep("q=-peat")

    assert session.scalars(select(SavedSearch.name)).all() == ["Better name"]


def test_strangers_keep_nothing(as_: As) -> None:
    assert as_(CHARLIE).get("/forum/searches").status_code == 403


@pytest.mark.parametrize(
    "query", ["", "q=", "q=%00", "&" * 900, "q=%FF%FE", "q=" + "%25" * 300, "tag=x&q=-a"]
)
def test_hostile_searches_are_not_kept_or_harmless(keep, bob: Browser, query: str) -> None:
    assert keep(query) in (303, 404)

    assert bob.get("/forum/searches").status_code == 200
    _look(1)
