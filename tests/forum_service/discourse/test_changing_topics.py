"""Changing a topic by a program: by the rules of the pages that do the same."""

from datetime import timedelta
from typing import Any

import pytest
import requests
from sqlalchemy import select, update

from corridor import clock
from corridor.testing import ALICE, BOB, MOD, SECRETARY
from forum_service.boards.models import Board
from forum_service.moderation.models import ModerationAct
from forum_service.topics.models import Topic


@pytest.fixture
def call(site: str, key_of: Any) -> Any:
    """A call as somebody: `call("GET", "/latest.json", ALICE)`."""

    keys: dict[str, str] = {}

    def call_(method: str, path: str, who: Any, **data: Any) -> requests.Response:
        key = keys.get(who.handle) or keys.setdefault(who.handle, key_of(who))
        headers = {"Api-Key": key, "Api-Username": who.handle}
        return requests.request(method, site + path, headers=headers, data=data, timeout=20)

    return call_


@pytest.fixture
def board_named(session) -> Any:
    """The number of a forum."""
    return lambda slug: session.scalars(select(Board.id).where(Board.slug == slug)).one()


@pytest.fixture
def topic(call, board_named) -> int:
    """Alice's topic."""
    asked = {"raw": "Hello *all*.", "title": "Small museums", "category": board_named("knowledge")}
    return int(call("POST", "/posts.json", ALICE, **asked).json()["topic_id"])


def change(session, topic: int, **values: Any) -> None:
    session.execute(update(Topic).where(Topic.id == topic).values(**values))
    session.commit()


def title_of(session, topic: int) -> str:
    session.rollback()
    return str(session.scalars(select(Topic.title).where(Topic.id == topic)).one())


def test_the_log_shows_nothing_of_a_private_message(call, key_of, session) -> None:
    key_of(BOB)
    message = {"title": "About the budget", "archetype": "private_message", "target_recipients": "mod"}
    key_of(MOD)
    sent = call("POST", "/posts.json", BOB, raw="Between us.", **message).json()

    assert call("PUT", f"/t/-/{sent['topic_id']}.json", MOD, title="A secret title").status_code == 200

    act = session.scalars(select(ModerationAct).where(ModerationAct.act == "topic_renamed")).one()
    assert "secret" not in str(act.details)
    assert "budget" not in str(act.details)


@pytest.mark.parametrize(
    "state",
    [{"archived": True}, {"closed": True}, {"created_at": clock.now() - timedelta(days=90)}],
    ids=["archived", "closed", "old"],
)
def test_a_title_stays_where_the_first_post_does(state, call, session, topic) -> None:
    change(session, topic, **state)

    answer = call("PUT", f"/t/-/{topic}.json", ALICE, title="Larger museums")

    assert answer.status_code in (403, 422)
    assert title_of(session, topic) == "Small museums"


def test_who_was_silenced_renames_nothing(call, session, topic) -> None:
    number = call("GET", "/u/alice.json", ALICE).json()["user"]["id"]
    assert call("PUT", f"/admin/users/{number}/silence", MOD, reason="Too loud").status_code == 200

    answer = call("PUT", f"/t/-/{topic}.json", ALICE, title="Larger museums")

    assert answer.status_code == 403
    assert "Too loud" in answer.json()["errors"][0]


def test_a_record_keeps_its_tags(call, session, topic) -> None:
    change(session, topic, archived=True)

    assert call("PUT", f"/t/-/{topic}.json", ALICE, **{"tags[]": "museums"}).status_code == 422


def test_tags_are_read_like_typed_ones(call, topic) -> None:
    call("PUT", f"/t/-/{topic}.json", ALICE, **{"tags[]": ["Small Museums", "DNA & barcodes"]})

    found = call("GET", f"/t/{topic}.json", ALICE).json()["tags"]
    assert set(found) == {"small-museums", "dna-barcodes"}


def test_a_moderator_moves_a_topic(call, board_named, topic) -> None:
    other = board_named("cooperation")

    answer = call("PUT", f"/t/-/{topic}.json", SECRETARY, category_id=other, title="Moved museums")

    assert answer.status_code == 200, answer.text
    shown = call("GET", f"/t/{topic}.json", ALICE).json()
    assert (shown["category_id"], shown["title"]) == (other, "Moved museums")
    found = call("GET", "/search.json?q=moved", ALICE).json()["topics"]
    assert [one["category_id"] for one in found] == [other]


@pytest.mark.parametrize(("who", "number", "status"), [(ALICE, None, 403), (SECRETARY, 77, 422)])
def test_others_are_refused_and_not_told_that_it_was_done(
    who, number, status, call, board_named, topic
) -> None:
    answer = call("PUT", f"/t/-/{topic}.json", who, category_id=number or board_named("cooperation"))

    assert answer.status_code == status
    assert call("GET", f"/t/{topic}.json", ALICE).json()["category_id"] == board_named("knowledge")
