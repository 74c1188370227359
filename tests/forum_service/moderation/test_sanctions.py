"""Members who may not write for a while."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from corridor import clock
from corridor.testing import ALICE, BOB, MOD, SECRETARY, persona
from corridor.testing.browser import Browser
from forum_service.members.queries import find_viewer
from forum_service.moderation.models import ModerationAct
from forum_service.sanctions.models import MemberNote, Sanction
from tests.forum_service.conftest import As, Open
from tests.forum_service.moderation.told import told, who

STEWARD = persona("stella", "expert", "group:stewards")
MEASURES = "/forum/moderation/members/bob/measures"


@pytest.fixture(autouse=True)
def _known(app: Flask, session: Session, know: Callable[..., None]) -> Iterator[None]:
    know(ALICE, BOB, MOD, SECRETARY, STEWARD)
    session.execute(text("UPDATE boards SET moderate_roles = '{group:stewards}' WHERE slug = 'knowledge'"))
    session.commit()
    yield
    app.extensions["suspended"].forget()


def measure(kind: str = "silence", **more: str) -> dict[str, str]:
    return {"kind": kind, "reason": "Three warnings.", **more}


def in_a_week() -> str:
    return f"{clock.now() + timedelta(days=7):%Y-%m-%d}"


def over(session: Session) -> None:
    """All measures began long ago and ended yesterday."""
    times = {"imposed_at": clock.now() - timedelta(days=9), "ends_at": clock.now() - timedelta(days=1)}
    session.execute(update(Sanction).values(**times))
    session.commit()


def test_a_silenced_member_reads_but_does_not_write(
    open_topic: Open, as_: As, bob: Browser, session: Session
) -> None:
    path = open_topic()
    as_(MOD).post(MEASURES, data=measure(ends_on=in_a_week()))

    answer = bob.post("/forum/t/1/replies", data={"raw": "But I have to say"})

    assert answer.status_code == 403
    assert "until" in answer.get_data(as_text=True)
    assert "Three warnings." in answer.get_data(as_text=True)
    assert "But I have to say" in answer.get_data(as_text=True)
    assert bob.get(path).status_code == 200
    (event,) = told(session, "moderation_sanctioned")
    assert who(event) == {str(BOB.account_id)}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_an_impossible_last_day_is_no_measure_without_end(day: str, as_: As, session: Session) -> None:
    answer = as_(MOD).post(MEASURES, data=measure(ends_on=day))

    assert answer.status_code == 422
    assert "Please check the year of this day." in answer.get_data(as_text=True)
    assert session.scalars(select(Sanction)).all() == []


def test_it_ends_by_the_clock(open_topic: Open, as_: As, bob: Browser, session: Session) -> None:
    open_topic()
    as_(MOD).post(MEASURES, data=measure(ends_on=in_a_week()))

    over(session)

    assert bob.post("/forum/t/1/replies", data={"raw": "Again"}).status_code == 303


def test_a_moderator_silences_in_the_own_forum_only(open_topic: Open, as_: As, bob: Browser) -> None:
    open_topic()
    open_topic(forum="cooperation")
    steward = as_(STEWARD)

    assert steward.post(MEASURES, data=measure()).status_code == 403
    assert steward.post(MEASURES, data=measure(forum="cooperation")).status_code == 422
    assert steward.post(MEASURES, data=measure(forum="knowledge")).status_code == 303

    assert bob.post("/forum/t/1/replies", data={"raw": "x"}).status_code == 403
    assert bob.post("/forum/t/2/replies", data={"raw": "x"}).status_code == 303


def test_a_suspended_member_opens_nothing_but_the_own_standing(
    open_topic: Open, as_: As, bob: Browser, app: Flask
) -> None:
    path = open_topic()
    assert bob.get(path).status_code == 200
    as_(MOD).post(MEASURES, data=measure("suspension", ends_on=in_a_week()))

    answer = bob.get(path)

    assert answer.status_code == 403
    assert "Three warnings." in answer.get_data(as_text=True)
    assert bob.get("/forum/search?q=taxonomy").status_code == 403
    assert "Three warnings." in bob.get("/forum/standing").get_data(as_text=True)
    assert bob.get("/").status_code == 200


def test_a_suspension_ends_by_the_clock_and_is_lifted(
    open_topic: Open, as_: As, bob: Browser, session: Session
) -> None:
    path = open_topic()
    mod = as_(MOD)
    mod.post(MEASURES, data=measure("suspension"))
    assert bob.get(path).status_code == 403

    assert mod.post("/forum/moderation/measures/1/lifting").status_code == 303

    assert bob.get(path).status_code == 200
    assert session.scalars(select(ModerationAct.act)).all() == ["member_suspended", "sanction_lifted"]
    assert mod.post("/forum/moderation/measures/1/lifting").status_code == 409


def test_a_measure_is_taken_back_from_the_log(open_topic: Open, as_: As, bob: Browser) -> None:
    open_topic()
    mod = as_(MOD)
    mod.post(MEASURES, data=measure())

    mod.post("/forum/moderation/acts/1/undoing")

    assert bob.post("/forum/t/1/replies", data={"raw": "Thanks"}).status_code == 303


def test_nobody_takes_back_a_measure_on_themselves(as_: As, session: Session) -> None:
    as_(SECRETARY).post("/forum/moderation/members/mod/measures", data=measure())
    assert session.scalars(select(Sanction.account_id)).one() == MOD.account_id

    assert as_(MOD).post("/forum/moderation/acts/1/undoing").status_code == 403


def test_posts_of_a_member_under_approval_wait(open_topic: Open, as_: As, bob: Browser) -> None:
    open_topic()
    as_(MOD).post(MEASURES, data=measure("approval"))

    answer = bob.post("/forum/t/1/replies", data={"raw": "Advertisement"})

    assert answer.headers["Location"] == "/forum/waiting/1"


def test_nobody_decides_about_staff_or_themselves(as_: As) -> None:
    mod, secretary = as_(MOD), as_(SECRETARY)

    assert mod.post("/forum/moderation/members/mod/measures", data=measure()).status_code == 403
    assert mod.post("/forum/moderation/members/secretary/measures", data=measure()).status_code == 403
    assert secretary.post("/forum/moderation/members/mod/measures", data=measure()).status_code == 303


def test_an_end_in_the_past_is_refused(as_: As) -> None:
    answer = as_(MOD).post(MEASURES, data=measure(ends_on="2020-01-01"))

    assert answer.status_code == 422
    assert "Three warnings." in answer.get_data(as_text=True)


def test_notes_are_for_staff_alone(as_: As, session: Session) -> None:
    page = "/forum/moderation/members/bob"
    assert as_(MOD).post(f"{page}/notes", data={"words": "Called him on Monday."}).status_code == 303

    assert "Called him on Monday." in as_(SECRETARY).get(page).get_data(as_text=True)
    assert "Called him" not in as_(STEWARD).get(page).get_data(as_text=True)
    assert as_(STEWARD).post(f"{page}/notes", data={"words": "I too"}).status_code == 403
    assert as_(BOB).get(page).status_code == 403
    assert len(session.scalars(select(MemberNote)).all()) == 1


def test_the_measures_in_force_are_listed(as_: As) -> None:
    mod = as_(MOD)
    mod.post(MEASURES, data=measure())

    assert "Three warnings." in mod.get("/forum/moderation/members").get_data(as_text=True)
    assert mod.get("/forum/moderation/members?handle=@bob").headers["Location"].endswith("/bob")
    assert "Three warnings." not in as_(STEWARD).get("/forum/moderation/members").get_data(as_text=True)


def test_a_suspended_member_is_not_told_of_posts_and_reads_no_feed(
    open_topic: Open, as_: As, bob: Browser, alice: Browser, session: Session
) -> None:
    open_topic()
    bob.post("/forum/t/1/tracking", data={"level": "3"})
    as_(MOD).post(MEASURES, data=measure("suspension"))

    alice.post("/forum/t/1/replies", data={"raw": "Where is @bob?"})

    bodies = session.scalars(text("SELECT body FROM outbox WHERE type = 'forum.reply_posted.v1'")).all()
    assert bodies
    assert not any(str(BOB.account_id) in body for body in bodies)
    assert find_viewer(session, BOB.account_id) is None
