"""Accepting an offer: once, with capacity, and the others are told."""

import json
from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from corridor.errors import Conflict, CorridorError, Forbidden
from corridor.testing import DATABASES
from matchmaking_service.cases.models import Case
from matchmaking_service.needs.models import Need
from matchmaking_service.offers.actions import accept_offer, decline_offer, make_offer, withdraw_offer
from matchmaking_service.offers.models import Offer
from matchmaking_service.offers.queries import get_offer
from matchmaking_service.providers.models import Provider
from matchmaking_service.service import SERVICE
from tests.matchmaking_service.world import (
    AMINA,
    FATOU,
    GRACE,
    HELEN,
    ORIGIN,
    THANDI,
    centre,
    offered,
    published,
    settle,
    viewer,
)


def test_acceptance_matches_the_need_takes_a_place_and_opens_a_case(session: Session) -> None:
    settle(session)
    cse, sanbi = centre(session), centre(session, "sanbi")
    need = published(session)
    offer, other = offered(session, need, cse), offered(session, need, sanbi, THANDI)

    case = accept_offer(session, offer, viewer(AMINA), origin=ORIGIN)

    assert (need.state, offer.state, other.state) == ("matched", "accepted", "passed_over")
    assert (cse.load, sanbi.load) == (1, 0)
    assert {one.side for one in case.participants} == {"party", "centre"}


def test_those_who_were_passed_over_are_told(session: Session) -> None:
    settle(session)
    need = published(session)
    offer = offered(session, need, centre(session))
    offered(session, need, centre(session, "sanbi"), THANDI)

    accept_offer(session, offer, viewer(AMINA), origin=ORIGIN)

    query = text("select body from outbox where type = 'matchmaking.offer_declined.v1'")
    data = json.loads(session.execute(query).scalar_one())["data"]
    assert [one["account_id"] for one in data["recipients"]] == [str(THANDI.account_id)]


def test_one_open_offer_a_centre_and_need(session: Session) -> None:
    settle(session)
    cse, need = centre(session), published(session)
    offered(session, need, cse)

    with pytest.raises(Conflict):
        make_offer(session, need, cse, viewer(FATOU), origin=ORIGIN, scope="Again.")


def test_a_withdrawn_offer_makes_room_for_another(session: Session) -> None:
    settle(session)
    cse, need = centre(session), published(session)
    first = offered(session, need, cse)

    withdraw_offer(session, first, viewer(FATOU), reason="Wrong dates.", origin=ORIGIN)

    assert offered(session, need, cse).state == "open"


def test_a_full_centre_cannot_be_accepted(session: Session) -> None:
    settle(session)
    cse = centre(session, capacity=1)
    needs = [published(session), published(session, title="Another")]
    first, second = (offered(session, need, cse) for need in needs)
    accept_offer(session, first, viewer(AMINA), origin=ORIGIN)
    session.commit()

    with pytest.raises(Conflict):
        accept_offer(session, second, viewer(AMINA), origin=ORIGIN)


@pytest.mark.parametrize(
    ("step", "who"),
    [
        (accept_offer, FATOU),
        (accept_offer, HELEN),
        (accept_offer, GRACE),
        (decline_offer, FATOU),
        (withdraw_offer, AMINA),
    ],
)
def test_only_the_right_side_decides(session: Session, step: object, who: object) -> None:
    settle(session)
    offer = offered(session, published(session), centre(session))
    more = {} if step is accept_offer else {"reason": "No."}

    with pytest.raises(Forbidden):
        step(session, offer, viewer(who), origin=ORIGIN, **more)  # type: ignore[operator, arg-type]


def test_staff_of_another_centre_cannot_offer_for_this_one(session: Session) -> None:
    settle(session)
    cse, need = centre(session), published(session)

    with pytest.raises(Forbidden):
        make_offer(session, need, cse, viewer(THANDI), origin=ORIGIN, scope="For them.")


def test_two_acceptances_at_the_same_moment_open_one_case(session: Session) -> None:
    settle(session)
    need = published(session)
    offers = [
        offered(session, need, centre(session)).id,
        offered(session, need, centre(session, "sanbi"), THANDI).id,
    ]
    outcomes = at_once([lambda key=key: accept(key) for key in offers])

    assert sorted(outcomes) == ["accepted", "refused"]
    session.expire_all()
    assert session.query(Case).count() == 1
    assert session.query(Offer).filter_by(state="accepted").count() == 1
    assert sum(one.load for one in session.query(Provider)) == 1


def test_the_last_place_of_a_centre_is_taken_once(session: Session) -> None:
    settle(session)
    cse = centre(session, capacity=1)
    needs = [published(session), published(session, title="Another")]
    offers = [offered(session, need, cse).id for need in needs]

    outcomes = at_once([lambda key=key: accept(key) for key in offers])

    assert sorted(outcomes) == ["accepted", "refused"]
    session.expire_all()
    assert session.query(Provider).one().load == 1
    assert sorted(need.state for need in session.query(Need)) == ["matched", "published"]


def accept(offer_id: object) -> str:
    with DATABASES.sessions(SERVICE)() as own, own.begin():
        offer = get_offer(own, offer_id, viewer=viewer(AMINA))  # type: ignore[arg-type]
        accept_offer(own, offer, viewer(AMINA), origin=ORIGIN)
    return "accepted"


def at_once(acts: list[object]) -> list[str]:
    """Run all acts in threads that start together; a domain error counts as a refusal."""
    barrier, outcomes = Barrier(len(acts)), []

    def run(act: object) -> None:
        barrier.wait()
        try:
            outcomes.append(act())  # type: ignore[operator]
        except CorridorError:
            outcomes.append("refused")

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return outcomes
