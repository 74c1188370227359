"""Milestones, answers that are due and wanted-by days, as other services are told of them."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.messaging.tables import outbox
from corridor.testing import DATABASES, settings_for
from matchmaking_service.cases import actions as cases
from matchmaking_service.dates.rules import answer_due, whole_day
from matchmaking_service.needs import actions as needs
from matchmaking_service.offers import actions as offers
from matchmaking_service.schedule import tell_dates
from matchmaking_service.service import SERVICE
from tests.matchmaking_service.world import (
    AMINA,
    FATOU,
    ORIGIN,
    centre,
    offered,
    opened_case,
    published,
    settle,
    viewer,
)

DUE = date(2027, 3, 1)


def dates(session: Session) -> list[dict[str, Any]]:
    """What was told, in order, with the version."""
    session.commit()
    query = select(outbox.c.body, outbox.c.sequence).where(outbox.c.type == "matchmaking.date_set.v1")
    rows = session.execute(query.order_by(outbox.c.position))
    return [json.loads(body)["data"] | {"version": sequence} for body, sequence in rows]


def of_kind(session: Session, what: str) -> list[dict[str, Any]]:
    return [one for one in dates(session) if one["what"] == what]


def test_a_milestone_is_told_to_the_people_of_the_case_until_it_is_reached(session: Session) -> None:
    case = opened_case(session)
    step = cases.add_milestone(session, case, viewer(FATOU), title="Course", due_on=DUE, origin=ORIGIN)
    cases.put_at_risk(session, case, step, viewer(AMINA), remark="No visas.", origin=ORIGIN)
    cases.reach_milestone(session, case, step, viewer(FATOU), remark="", origin=ORIGIN)

    planned, reached = of_kind(session, "milestone")
    assert planned["key"] == f"case/{case.id}/milestone/{step.id}"
    assert planned["title"].startswith("Course · ")
    assert (planned["starts_at"], planned["ends_at"]) == ("2027-03-01", "2027-03-02")
    assert str(AMINA.account_id) in planned["accounts"]
    assert planned["roles"] == []
    assert (reached["removed"], reached["version"]) == (True, 2)


def test_what_is_left_of_a_plan_is_off_when_the_case_is_delivered(session: Session) -> None:
    case = opened_case(session)
    cases.add_milestone(session, case, viewer(FATOU), title="Course", due_on=DUE, origin=ORIGIN)

    cases.deliver_case(session, case, viewer(FATOU), origin=ORIGIN)

    assert [one["removed"] for one in of_kind(session, "milestone")] == [False, True]


def test_an_offer_is_to_be_answered_by_the_party(session: Session) -> None:
    settle(session)
    offer = offered(session, published(session), centre(session))

    offers.decline_offer(session, offer, viewer(AMINA), reason="Too far.", origin=ORIGIN)

    made, declined = of_kind(session, "answer_due")
    assert made["key"] == f"offer/{offer.id}/answer"
    assert made["roles"] == ["focal_point:ML", "party_representative:ML"]
    assert made["starts_at"] == answer_due(offer.made_at).isoformat()
    assert declined["removed"]


def test_help_is_wanted_by_a_day_while_the_need_is_open(session: Session) -> None:
    settle(session)
    centre(session)
    need = published(session, wanted_until=DUE)

    needs.withdraw_need(session, need, viewer(AMINA), reason="Done.", origin=ORIGIN)

    wanted, withdrawn = of_kind(session, "wanted_by")
    assert (wanted["key"], wanted["starts_at"]) == (f"need/{need.id}/wanted", "2027-03-01")
    assert "coordination" in wanted["roles"]
    assert withdrawn["removed"]


def test_the_clock_finds_what_nobody_told_and_says_nothing_twice(session: Session) -> None:
    case = opened_case(session)
    step = cases.add_milestone(session, case, viewer(FATOU), title="Course", due_on=DUE, origin=ORIGIN)
    dates(session)
    step.due_on = date(2027, 4, 1)
    session.commit()

    for _ in range(2):
        tell_dates(DATABASES.sessions(SERVICE), settings_for(SERVICE))

    assert [one["starts_at"] for one in of_kind(session, "milestone")] == ["2027-03-01", "2027-04-01"]


@pytest.mark.parametrize(("made", "due"), [((2026, 11, 2), "2026-11-30"), ((2026, 11, 7), "2026-12-04")])
def test_an_answer_is_due_after_twenty_working_days(made: tuple[int, int, int], due: str) -> None:
    assert answer_due(datetime(*made, 9, tzinfo=UTC)).isoformat() == due


def test_a_day_ends_at_the_next_one() -> None:
    assert whole_day(date(2026, 12, 31)) == {"starts_at": "2026-12-31", "ends_at": "2027-01-01"}
