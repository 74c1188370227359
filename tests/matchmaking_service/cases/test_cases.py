"""A case from its opening to its end."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from corridor import clock
from corridor.errors import Conflict, Forbidden
from corridor.events.forum import CaseTopicOpened
from corridor.messaging.event import Meta, Transient
from corridor.testing import client_for, sign_in
from matchmaking_service.cases import actions, rules
from matchmaking_service.cases.models import Case
from matchmaking_service.consumers import on_case_topic_opened
from matchmaking_service.service import SERVICE
from tests.matchmaking_service.world import (
    AMINA,
    FATOU,
    GRACE,
    HELEN,
    ORIGIN,
    THANDI,
    YUKI,
    opened_case,
    viewer,
)

DUE = date(2027, 3, 1)


def delivered(session: Session) -> Case:
    case = opened_case(session)
    actions.deliver_case(session, case, viewer(FATOU), origin=ORIGIN)
    session.commit()
    return case


def test_the_first_milestone_begins_the_delivery(session: Session) -> None:
    case = opened_case(session)

    actions.add_milestone(session, case, viewer(FATOU), title="Course", due_on=DUE, origin=ORIGIN)

    assert (case.state, case.need.state) == ("in_delivery", "in_delivery")


def test_a_milestone_at_risk_can_still_be_reached_and_then_stays_so(session: Session) -> None:
    case = opened_case(session)
    step = actions.add_milestone(session, case, viewer(FATOU), title="Course", due_on=DUE, origin=ORIGIN)

    actions.put_at_risk(session, case, step, viewer(AMINA), remark="No visas.", origin=ORIGIN)
    actions.reach_milestone(session, case, step, viewer(FATOU), remark="Held online.", origin=ORIGIN)

    assert step.state == "reached"
    with pytest.raises(Conflict):
        actions.put_at_risk(session, case, step, viewer(AMINA), remark="?", origin=ORIGIN)


def test_the_case_closes_when_both_sides_have_evaluated(session: Session) -> None:
    case = delivered(session)
    assert case.provider.load == 1

    actions.evaluate_case(session, case, viewer(AMINA), rating=5, body="It helped.", origin=ORIGIN)
    assert case.state == "delivered"
    actions.evaluate_case(session, case, viewer(FATOU), rating=4, body="Good.", origin=ORIGIN)

    assert (case.state, case.need.state, case.provider.load) == ("closed", "closed", 0)


def test_a_side_evaluates_once(session: Session) -> None:
    case = delivered(session)
    actions.evaluate_case(session, case, viewer(AMINA), rating=5, body="Yes.", origin=ORIGIN)

    with pytest.raises(Conflict):
        actions.evaluate_case(session, case, viewer(AMINA), rating=1, body="No.", origin=ORIGIN)


def test_only_the_centre_says_that_it_delivered(session: Session) -> None:
    case = opened_case(session)

    with pytest.raises(Forbidden):
        actions.deliver_case(session, case, viewer(AMINA), origin=ORIGIN)


@pytest.mark.parametrize("who", [HELEN, YUKI, GRACE, THANDI])
def test_others_do_not_work_on_the_case(session: Session, who: object) -> None:
    case = opened_case(session)

    with pytest.raises(Forbidden):
        actions.add_note(session, case, viewer(who), body="Hm.", origin=ORIGIN)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("who", "status"), [(AMINA, 200), (FATOU, 200), (YUKI, 200), (GRACE, 404), (THANDI, 404)]
)
def test_a_case_is_for_its_sides_and_those_who_look_after_all(
    session: Session, who: object, status: int
) -> None:
    case = opened_case(session)

    page = sign_in(client_for(SERVICE), who).get(f"/match/cases/{case.number}")  # type: ignore[arg-type]
    assert page.status_code == status


def test_the_topic_of_the_forum_is_linked(session: Session) -> None:
    case = opened_case(session)
    url = "http://localhost/forum/t/control/7"
    event = CaseTopicOpened(case_id=str(case.id), topic_id=7, url=url)

    on_case_topic_opened(session, event, meta())
    session.commit()

    assert url in sign_in(client_for(SERVICE), AMINA).get(f"/match/cases/{case.number}").text


def test_a_topic_for_a_case_not_yet_known_is_tried_again(session: Session) -> None:
    event = CaseTopicOpened(case_id=str(uuid4()), topic_id=7, url="http://localhost/forum/t/x/7")

    with pytest.raises(Transient):
        on_case_topic_opened(session, event, meta())


def meta() -> Meta:
    return Meta(id=uuid4(), time=clock.now(), source="forum", subject="case", sequence=None)


def test_a_form_that_is_wrong_keeps_what_was_typed(session: Session) -> None:
    case = opened_case(session)

    browser = sign_in(client_for(SERVICE), FATOU)
    answer = browser.post(f"/match/cases/{case.number}/milestones", data={"title": "Course", "due_on": "x"})
    assert answer.status_code == 422
    assert 'value="Course"' in answer.text


def test_complete_means_both_sides() -> None:
    assert not rules.is_complete(["party"])
    assert rules.is_complete(["centre", "party"])
