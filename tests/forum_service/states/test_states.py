"""Pinning, archiving and unlisting topics."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor import clock
from corridor.testing import MOD
from corridor.testing.browser import Browser
from forum_service.states.actions import end_pins
from forum_service.topics.models import Topic
from tests.forum_service.conftest import As, Open


@pytest.fixture
def mod(as_: As) -> Browser:
    return as_(MOD)


def _topic(session: Session) -> Topic:
    session.expire_all()
    return session.scalars(select(Topic)).one()


def test_a_moderator_finds_the_acts_behind_more_and_nobody_else(
    open_topic: Open, mod: Browser, bob: Browser
) -> None:
    open_topic()

    assert "/forum/t/1/states/archive" in mod.get("/forum/t/1/more").get_data(as_text=True)
    assert "/forum/t/1/states/archive" not in bob.get("/forum/t/1/more").get_data(as_text=True)
    assert bob.post("/forum/t/1/states/archive").status_code == 403


def test_nobody_writes_in_an_archived_topic(
    open_topic: Open, mod: Browser, bob: Browser, session: Session
) -> None:
    open_topic()
    mod.post("/forum/t/1/states/archive")

    assert bob.post("/forum/t/1/replies", data={"raw": "Late"}).status_code == 409
    assert mod.post("/forum/t/1/replies", data={"raw": "Late"}).status_code == 409
    assert mod.post("/forum/posts/1", data={"raw": "Changed"}).status_code == 409

    mod.post("/forum/t/1/states/unarchive")
    assert bob.post("/forum/t/1/replies", data={"raw": "In time"}).status_code == 303


def test_a_topic_is_pinned_until_a_day(open_topic: Open, mod: Browser, session: Session) -> None:
    open_topic()
    tomorrow = (clock.now() + timedelta(days=1)).date()

    answer = mod.post("/forum/t/1/pinning", data={"where": "pin-everywhere", "until": tomorrow.isoformat()})

    assert answer.status_code == 303
    assert _topic(session).pinned_globally
    assert end_pins(session, now=clock.now()) == 0
    assert end_pins(session, now=clock.now() + timedelta(days=3)) == 1
    assert not _topic(session).pinned


@pytest.mark.parametrize("until", ["2001-01-01", "9999-12-31", "x"])
def test_a_pin_ends_on_a_day_to_come(open_topic: Open, mod: Browser, until: str) -> None:
    open_topic()

    assert mod.post("/forum/t/1/pinning", data={"where": "pin", "until": until}).status_code == 422


def test_each_change_is_on_the_record_once_and_can_be_taken_back(
    open_topic: Open, mod: Browser, session: Session
) -> None:
    from forum_service.moderation.models import ModerationAct
    from forum_service.moderation.undoing import UNDOERS

    open_topic()
    mod.post("/forum/t/1/states/unlist")
    mod.post("/forum/t/1/states/unlist")

    act = session.scalars(select(ModerationAct)).one()
    assert (act.act, act.target) == ("topic_unlisted", "topic/1")
    assert act.undo is not None
    assert act.undo["how"] in UNDOERS
    assert act.undo["state"] == {"unlisted": False}
