"""Who may do what in each forum, set by the secretariat."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from corridor import clock
from corridor.testing import ALICE, BOB, MOD, SECRETARY, persona
from forum_service.boards.models import Board
from forum_service.moderation.actions import note_act
from forum_service.moderation.models import ModerationAct
from tests.forum_service.conftest import As, Open

STEWARD = persona("stella", "expert", "group:stewards")
EXPERT = persona("eve", "expert")
PATH = "/forum/staff/rights/knowledge"


def rights(**changed: object) -> dict[str, object]:
    everybody = {"read_roles": "member", "reply_roles": "member", "create_roles": "member"}
    return {**everybody, "approve_first": "0", **changed}


@pytest.fixture
def stewards(session: Session) -> None:
    """The knowledge forum is moderated by the group of the stewards."""
    session.execute(text("UPDATE boards SET moderate_roles = '{group:stewards}' WHERE slug = 'knowledge'"))
    session.commit()


def test_the_secretariat_sees_what_a_change_means_before_it_is_made(as_: As, session: Session) -> None:
    secretary = as_(SECRETARY)

    page = secretary.post(f"{PATH}/preview", data=rights(reply_roles="bureau")).get_data(as_text=True)

    assert "new: Member of the Bureau." in page
    assert "no longer: Every member." in page
    assert session.scalars(select(Board.reply_roles).where(Board.slug == "knowledge")).one() == ["member"]


def test_a_forum_where_few_reply_is_read_by_all(as_: As, open_topic: Open) -> None:
    path = open_topic()
    as_(SECRETARY).post(PATH, data=rights(reply_roles="bureau"))

    eve = as_(EXPERT)
    answer = eve.post("/forum/t/1/replies", data={"raw": "My hour of writing"})

    assert answer.status_code == 403
    assert "My hour of writing" in answer.get_data(as_text=True)
    assert eve.get(path).status_code == 200
    assert as_(persona("bea", "bureau")).post("/forum/t/1/replies", data={"raw": "So"}).status_code == 303


def test_a_change_stands_in_the_record(as_: As, session: Session) -> None:
    as_(SECRETARY).post(PATH, data=rights(moderate_roles="bureau"))

    act = session.scalars(select(ModerationAct)).one()

    assert (act.act, act.target, act.actor_name) == ("rights_changed", "board/knowledge", "Secretary")
    assert act.details["changes"] == [{"list": "moderate_roles", "added": ["bureau"], "removed": []}]


def test_staff_cannot_be_shut_out_and_roles_cannot_be_made_up(as_: As) -> None:
    secretary = as_(SECRETARY)

    assert secretary.post(PATH, data=rights(read_roles="expert")).status_code == 422
    assert secretary.post(PATH, data=rights(reply_roles="wizard")).status_code == 422


def test_moderators_do_not_set_rights(as_: As) -> None:
    assert as_(MOD).get(PATH).status_code == 403
    assert as_(ALICE).post(PATH, data=rights()).status_code == 403


def test_moderators_of_a_forum_keep_it_in_order(as_: As, open_topic: Open, stewards: None) -> None:
    path = open_topic()
    steward = as_(STEWARD)

    assert steward.post("/forum/t/1/closure").status_code == 303
    assert steward.post("/forum/t/1/replies", data={"raw": "Last word"}).status_code == 303
    assert as_(BOB).post("/forum/t/1/replies", data={"raw": "One more"}).status_code == 409
    assert steward.post("/forum/posts/1", data={"raw": "Put right"}).status_code == 303
    assert steward.post("/forum/posts/1/hiding").status_code == 303
    assert as_(BOB).get(path).status_code == 404


def test_moderators_of_a_forum_have_no_say_in_another(as_: As, open_topic: Open, stewards: None) -> None:
    open_topic(forum="cooperation")
    steward = as_(STEWARD)

    assert steward.post("/forum/t/1/closure").status_code == 403
    assert steward.post("/forum/posts/1", data={"raw": "Mine"}).status_code == 403
    assert steward.post("/forum/posts/1/hiding").status_code == 403


def test_the_record_cannot_be_changed(session: Session, as_: As) -> None:
    as_(SECRETARY).post(PATH, data=rights(moderate_roles="bureau"))

    for statement in ("UPDATE moderation_acts SET act = 'nothing'", "DELETE FROM moderation_acts"):
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(text(statement))
        session.rollback()


def test_the_house_acts_without_a_name(session: Session) -> None:
    note_act(session, actor=None, act="over", target="member/1", details={}, undo=None, now=clock.now())

    assert session.scalars(select(ModerationAct.actor_name)).one() == ""


def test_what_the_secretariat_set_no_moderator_takes_back(as_: As, session: Session) -> None:
    secretary = as_(SECRETARY)
    few = ["iag_member", "moderator", "secretariat"]
    assert secretary.post(PATH, data=rights(read_roles=few, moderate_roles="bureau")).status_code == 303
    act = session.scalars(select(ModerationAct)).one()
    undoing = f"/forum/moderation/acts/{act.id}/undoing"

    for who in (persona("max", "moderator", "iag_member"), persona("bea", "iag_member", "bureau")):
        moderator = as_(who)
        assert moderator.post(undoing).status_code == 403
        assert "undoing" not in moderator.get("/forum/moderation/log").get_data(as_text=True)
    assert secretary.post(undoing).status_code == 303

    assert session.scalars(select(Board.read_roles).where(Board.slug == "knowledge")).one() == ["member"]


def test_a_later_change_is_not_lost_by_taking_back_an_earlier_one(as_: As, session: Session) -> None:
    secretary = as_(SECRETARY)
    secretary.post(PATH, data=rights(reply_roles="bureau"))
    secretary.post(PATH, data=rights(reply_roles="iag_member"))

    answer = secretary.post("/forum/moderation/acts/1/undoing")

    assert answer.status_code == 409
    assert "changed again since" in answer.get_data(as_text=True)
    assert session.scalars(select(Board.reply_roles).where(Board.slug == "knowledge")).one() == ["iag_member"]
