"""Who is told of a need's steps."""

import json
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from matchmaking_service.needs import actions
from tests.matchmaking_service.world import (
    AMINA,
    FATOU,
    HELEN,
    MOUSSA,
    ORIGIN,
    THANDI,
    YUKI,
    centre,
    draft,
    published,
    settle,
    viewer,
)


def told(session: Session, kind: str) -> dict[str, str]:
    """Recipients of the only event of a kind, with their reasons."""
    query = text("select body from outbox where type = :type")
    body = json.loads(session.execute(query, {"type": f"matchmaking.{kind}.v1"}).scalar_one())
    data: dict[str, Any] = body["data"]
    return {one["account_id"]: one["reason"] for one in data["recipients"]}


def test_the_focal_point_is_asked_to_endorse(session: Session) -> None:
    settle(session)
    need = draft(session)

    actions.submit_need(session, need, viewer(AMINA), origin=ORIGIN)

    assert told(session, "need_submitted") == {str(MOUSSA.account_id): "focal_point"}


def test_the_secretariat_is_asked_to_screen(session: Session) -> None:
    settle(session)
    need = draft(session)
    actions.submit_need(session, need, viewer(AMINA), origin=ORIGIN)

    actions.endorse_need(session, need, viewer(MOUSSA), origin=ORIGIN)

    assert told(session, "need_endorsed") == {
        str(HELEN.account_id): "secretariat",
        str(YUKI.account_id): "coordination",
        str(AMINA.account_id): "author",
    }


def test_a_published_need_is_brought_to_the_centres_it_fits(session: Session) -> None:
    settle(session)
    centre(session, "cse")
    centre(session, "sanbi", covers=["ZA"])

    published(session)

    people = told(session, "need_published")
    assert people[str(FATOU.account_id)] == "centre_staff"
    assert str(THANDI.account_id) not in people
    assert str(HELEN.account_id) not in people
