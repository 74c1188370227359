"""Needs by their pages: drafts, visibility, what happens to what was typed."""

import pytest
from sqlalchemy.orm import Session

from corridor.testing import Browser, client_for, sign_in
from matchmaking_service.needs.models import Need
from matchmaking_service.service import SERVICE
from tests.matchmaking_service.world import (
    AMINA,
    FATOU,
    GRACE,
    HELEN,
    MOUSSA,
    STATEMENT,
    draft,
    published,
    settle,
)

TYPED = {
    "party": "ML",
    "title": "Bourgou meadows",
    "statement": "Too short.",
    "language": "fr",
    "level": "local",
}


def as_(who: object) -> Browser:
    return sign_in(client_for(SERVICE), who)  # type: ignore[arg-type]


def test_a_draft_may_be_incomplete(session: Session) -> None:
    made = as_(AMINA).post("/match/needs", data={**TYPED, "_then": "save"})

    assert made.status_code == 303
    assert session.query(Need).one().state == "draft"


def test_submitting_what_is_incomplete_keeps_the_draft_and_says_what_is_missing(session: Session) -> None:
    browser = as_(AMINA)
    made = browser.post("/match/needs", data={**TYPED, "_then": "submit"})

    page = browser.get(made.location)
    assert session.query(Need).one().state == "draft"
    assert "at least 30 words" in page.text
    assert "Bourgou meadows" in page.text


def test_a_form_that_is_wrong_keeps_what_was_typed() -> None:
    answer = as_(AMINA).post("/match/needs", data={**TYPED, "title": " ", "wanted_from": "soon"})

    assert answer.status_code == 422
    assert "Too short." in answer.text
    assert 'value="soon"' in answer.text


def test_a_form_sent_twice_makes_one_need(session: Session) -> None:
    browser = as_(AMINA)
    once = {**TYPED, "_key": "k1"}

    assert (
        browser.post("/match/needs", data=once).location == browser.post("/match/needs", data=once).location
    )
    assert session.query(Need).count() == 1


def test_one_cannot_write_for_another_party(session: Session) -> None:
    assert as_(AMINA).post("/match/needs", data={**TYPED, "party": "KE"}).status_code == 403
    assert session.query(Need).count() == 0


@pytest.mark.parametrize("who", [FATOU, GRACE, None])
def test_a_draft_does_not_exist_for_others(session: Session, who: object) -> None:
    settle(session)
    need = draft(session)

    browser = as_(who) if who else client_for(SERVICE)
    assert browser.get(f"/match/needs/{need.number}").status_code == 404
    assert need.title not in browser.get("/match/needs").text


def test_a_published_need_is_public(session: Session) -> None:
    settle(session)
    need = published(session)

    page = client_for(SERVICE).get(f"/match/needs/{need.number}")
    assert page.status_code == 200
    assert need.title in page.text


def test_a_submitted_need_can_no_longer_be_changed(session: Session) -> None:
    settle(session)
    need = published(session)

    answer = as_(AMINA).post(f"/match/needs/{need.number}/edit", data={**TYPED, "title": "Other"})
    assert answer.status_code == 409


def test_a_return_wants_a_reason_and_comes_with_it(session: Session) -> None:
    settle(session)
    need = draft(session)
    address = f"/match/needs/{need.number}"
    as_(AMINA).post(f"{address}/submission")

    focal_point = as_(MOUSSA)
    assert focal_point.post(f"{address}/return", data={"reason": ""}).status_code == 422
    focal_point.post(f"{address}/return", data={"reason": "Name the lakes."})

    assert "Name the lakes." in as_(AMINA).get(address).text
    assert as_(AMINA).post(f"{address}/submission").status_code == 303


def test_the_secretariat_cannot_endorse(session: Session) -> None:
    settle(session)
    need = draft(session)
    as_(AMINA).post(f"/match/needs/{need.number}/submission")

    assert as_(HELEN).post(f"/match/needs/{need.number}/endorsement").status_code == 403


def test_the_history_has_each_step_once(session: Session) -> None:
    settle(session)
    need = published(session, statement=STATEMENT)

    assert [step.action for step in need.history] == ["draft", "submit", "endorse", "publish"]
