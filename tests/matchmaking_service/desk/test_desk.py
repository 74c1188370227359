"""The entry page: what waits for whom."""

import pytest
from sqlalchemy.orm import Session

from corridor.testing import client_for, sign_in
from matchmaking_service.needs import actions
from matchmaking_service.service import SERVICE
from tests.matchmaking_service.world import (
    AMINA,
    FATOU,
    HELEN,
    MOUSSA,
    ORIGIN,
    THANDI,
    centre,
    draft,
    offered,
    published,
    settle,
    viewer,
)


def desk(who: object | None) -> str:
    client = client_for(SERVICE)
    if who:
        sign_in(client, who)  # type: ignore[arg-type]
    return client.get("/match").text


def test_the_focal_point_finds_what_to_endorse(session: Session) -> None:
    settle(session)
    need = draft(session)
    actions.submit_need(session, need, viewer(AMINA), origin=ORIGIN)
    session.commit()

    assert "To endorse" in desk(MOUSSA)
    assert need.title in desk(MOUSSA)


def test_the_party_finds_the_offers_that_wait(session: Session) -> None:
    settle(session)
    offered(session, published(session), centre(session))

    assert "Offers that wait for your answer" in desk(AMINA)
    assert "Offers that wait for your answer" not in desk(FATOU)


def test_a_centre_finds_the_needs_it_fits_with_reasons(session: Session) -> None:
    settle(session)
    centre(session)
    centre(session, "sanbi", covers=["ZA"])
    published(session)

    assert "It covers this Party." in desk(FATOU)
    assert "No fitting need at present" in desk(THANDI)


def test_the_secretariat_finds_what_has_no_offer(session: Session) -> None:
    settle(session)
    need = published(session)

    assert "Open without an offer" in desk(HELEN)
    assert need.title in desk(HELEN)


@pytest.mark.parametrize("who", [AMINA, MOUSSA, FATOU, HELEN, None])
def test_an_empty_desk_says_what_to_do(session: Session, who: object) -> None:
    settle(session)

    assert "No" in desk(who)


def test_the_public_sees_open_needs_and_centres(session: Session) -> None:
    settle(session)
    centre(session)
    need = published(session)

    page = desk(None)
    assert need.title in page
    assert "CSE" in page
