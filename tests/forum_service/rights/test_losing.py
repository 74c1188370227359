"""Who reads a forum or a topic no longer, and what became of posts: other services are told."""

import json
from collections.abc import Callable, Collection
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from corridor import clock
from corridor.demo import Person
from corridor.events.account import AccountChanged
from corridor.ids import uuid7
from corridor.messaging.event import Meta
from corridor.messaging.tables import outbox
from corridor.testing import ALICE, BOB, MOD, SECRETARY, persona
from corridor.testing.browser import Browser
from forum_service.boards.models import Board
from forum_service.consumers import HANDLERS
from forum_service.posts.editing import put_back
from tests.forum_service.conftest import As, Open

EVE = persona("eve", "expert")
RIGHTS = "/forum/staff/rights/knowledge"
EVERYBODY = {"read_roles": "member", "reply_roles": "member", "create_roles": "member", "approve_first": "0"}


@pytest.fixture(autouse=True)
def _known(know: Callable[..., None]) -> None:
    know(ALICE, BOB, EVE, MOD, SECRETARY)


def told(session: Session, kind: str) -> list[dict[str, Any]]:
    session.rollback()
    query = select(outbox.c.body).where(outbox.c.type == kind).order_by(outbox.c.position)
    return [json.loads(body)["data"] for body in session.scalars(query)]


def lost(session: Session) -> list[tuple[list[str], str, int]]:
    found = told(session, "forum.access_lost.v1")
    return [(one["accounts"], one["forum_slug"], one["topic_id"]) for one in found]


def now_holds(session: Session, who: Person, roles: Collection[str], *, version: int) -> None:
    """account_service tells of somebody's roles."""
    event = AccountChanged(
        account_id=str(who.account_id),
        handle=who.handle,
        name=who.name,
        email=who.email,
        organisation=who.organisation,
        country=who.country,
        languages=["en"],
        ui_language="en",
        time_zone="UTC",
        roles=list(roles),
        active=True,
    )
    meta = Meta(id=uuid7(), time=clock.now(), source="account", subject="test", sequence=version)
    HANDLERS[AccountChanged](session, event, meta)
    session.commit()


def test_a_role_that_is_taken_away_closes_the_forums_it_opened(session: Session) -> None:
    session.execute(update(Board).where(Board.slug == "iag").values(read_roles=["iag_member", "secretariat"]))
    session.execute(update(Board).where(Board.slug != "iag").values(read_roles=["member"]))
    session.commit()

    now_holds(session, ALICE, ["expert"], version=101)
    now_holds(session, ALICE, ["expert", "iag_member"], version=102)
    now_holds(session, ALICE, [], version=103)

    mine = [str(ALICE.account_id)]
    assert lost(session) == [(mine, "iag", 0), (mine, "", 0)]


def test_a_forum_that_fewer_read_is_closed_to_the_others(session: Session, as_: As) -> None:
    readers = ["secretariat", "moderator", "iag_member"]
    answer = as_(SECRETARY).post(RIGHTS, data=EVERYBODY | {"read_roles": readers})
    assert answer.status_code == 303, answer.text

    as_(SECRETARY).post(RIGHTS, data=EVERYBODY)

    assert lost(session) == [([str(EVE.account_id)], "knowledge", 0)]


def test_who_leaves_a_message_or_is_suspended_hears_no_more(
    session: Session, bob: Browser, as_: As, app: Flask
) -> None:
    data = {"to": "@alice", "title": "About the draft", "raw": "Have a look.", "language": "auto"}
    path = bob.post("/forum/messages", data=data).headers["Location"]
    topic_id = int(path.split("/")[-2])
    assert bob.post(f"/forum/messages/{topic_id}/leaving").status_code == 303

    measure = {"kind": "suspension", "reason": "Three warnings."}
    as_(MOD).post("/forum/moderation/members/bob/measures", data=measure)
    app.extensions["suspended"].forget()

    mine = [str(BOB.account_id)]
    assert lost(session) == [(mine, "", topic_id), (mine, "", 0)]


def test_a_post_that_changes_is_told_with_where_it_is_and_how_it_reads(
    session: Session, open_topic: Open, alice: Browser, as_: As
) -> None:
    open_topic()
    alice.post("/forum/posts/1", data={"raw": "Who has tried **it**?", "version": "1"})
    as_(MOD).post("/forum/posts/1/hiding")
    put_back(session, 1)
    session.commit()

    edited, destroyed, recovered = told(session, "forum.post_changed.v1")
    assert (edited["what"], edited["topic_id"], edited["post_number"]) == ("edited", 1, 1)
    assert "<strong>it</strong>" in edited["html"]
    assert edited["excerpt"] == "Who has tried it?"
    assert (destroyed["what"], destroyed["html"]) == ("destroyed", "")
    assert (recovered["what"], recovered["topic_id"]) == ("recovered", 1)
