"""Open a case, carry it through, close it. Nothing here commits."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor import clock
from corridor.auth import Viewer
from corridor.errors import Conflict, NotFound
from corridor.events.matchmaking import CaseOpened, CaseProgressed
from matchmaking_service.announcing import announce
from matchmaking_service.cases import rules
from matchmaking_service.cases.models import Case, Evaluation, Milestone, Note, Participant
from matchmaking_service.dates.actions import tell_case
from matchmaking_service.members import queries as members
from matchmaking_service.members.actions import know
from matchmaking_service.members.queries import recipients
from matchmaking_service.needs.actions import move
from matchmaking_service.offers.models import Offer
from matchmaking_service.providers.actions import touch
from matchmaking_service.providers.models import Provider
from matchmaking_service.urls import case_url


def open_case(session: Session, offer: Offer, viewer: Viewer, *, origin: str) -> Case:
    """An accepted offer becomes a case; the people of both sides take part."""
    case = Case(need=offer.need, offer=offer, provider=offer.provider, opened_at=clock.now())
    session.add(case)
    session.flush()
    _gather(session, case)
    # The forum opens a topic for exactly these people, so whoever acts is among them.
    told = [{"account_id": str(one.account_id), "reason": "participant"} for one in case.participants]
    _announce(session, CaseOpened, case, actor=viewer, told=told, origin=origin, excerpt=offer.scope)
    return case


def _gather(session: Session, case: Case) -> None:
    party = [(case.need.author, "author"), *members.people_of_party(session, case.need.party_code)]
    centre = members.staff_of(session, [case.provider.slug])
    sides = {member.account_id: "centre" for member, _reason in centre}
    sides |= {member.account_id: "party" for member, _reason in party}
    case.participants = [Participant(account_id=account_id, side=side) for account_id, side in sides.items()]
    session.flush()


def add_milestone(
    session: Session, case: Case, viewer: Viewer, *, title: str, due_on: date, origin: str
) -> Milestone:
    """Agree on a step and its date."""
    _side(case, viewer)
    rules.demand_under_way(case.state)
    milestone = Milestone(title=title, due_on=due_on)
    case.milestones.append(milestone)
    _begin(session, case, viewer)
    session.flush()
    _tell(session, case, viewer, change="milestone_added", excerpt=title, origin=origin)
    tell_case(session, case, origin=origin)
    return milestone


def reach_milestone(
    session: Session, case: Case, milestone: Milestone, viewer: Viewer, *, remark: str, origin: str
) -> None:
    """The step is done."""
    _side(case, viewer)
    rules.demand_under_way(case.state)
    milestone.state = rules.milestone_after(milestone.state, "reached")
    milestone.remark, milestone.reached_at = remark.strip(), clock.now()
    _begin(session, case, viewer)
    _tell(session, case, viewer, change="milestone_reached", excerpt=milestone.title, origin=origin)
    tell_case(session, case, origin=origin)


def put_at_risk(
    session: Session, case: Case, milestone: Milestone, viewer: Viewer, *, remark: str, origin: str
) -> None:
    """The step may not be done in time; the remark says why."""
    _side(case, viewer)
    rules.demand_under_way(case.state)
    milestone.state = rules.milestone_after(milestone.state, "at_risk")
    milestone.remark = remark.strip()
    excerpt = f"{milestone.title}: {milestone.remark}"
    _tell(session, case, viewer, change="at_risk", excerpt=excerpt, origin=origin)


def add_note(session: Session, case: Case, viewer: Viewer, *, body: str, origin: str) -> Note:
    """Say how it goes."""
    _side(case, viewer)
    rules.demand_not_closed(case.state)
    know(session, viewer)
    note = Note(author_id=viewer.id, body=body, written_at=clock.now())
    case.notes.append(note)
    _begin(session, case, viewer)
    session.flush()
    _tell(session, case, viewer, change="note", excerpt=body, origin=origin)
    return note


def deliver_case(session: Session, case: Case, viewer: Viewer, *, origin: str) -> None:
    """The centre says that the work is done; both sides are asked to evaluate."""
    rules.demand_centre(viewer, provider=case.provider.slug)
    rules.demand_under_way(case.state)
    _begin(session, case, viewer)
    case.state, case.delivered_at = "delivered", clock.now()
    excerpt = _("The centre has delivered. Please evaluate the case.")
    _tell(session, case, viewer, change="delivered", excerpt=excerpt, origin=origin)
    tell_case(session, case, origin=origin)


def evaluate_case(
    session: Session, case: Case, viewer: Viewer, *, rating: int, body: str, origin: str
) -> None:
    """One side says how it was; when both have, the case is closed and the centre's place is free again."""
    side = _side(case, viewer)
    rules.demand_delivered(case.state)
    if any(evaluation.side == side for evaluation in case.evaluations):
        raise Conflict(_("Your side has evaluated this case already."))
    know(session, viewer)
    evaluation = Evaluation(side=side, author_id=viewer.id, rating=rating, body=body, written_at=clock.now())
    case.evaluations.append(evaluation)
    session.flush()
    _tell(session, case, viewer, change="evaluated", excerpt=body, origin=origin)
    if rules.is_complete([one.side for one in case.evaluations]):
        _close(session, case, viewer, origin=origin)


def _close(session: Session, case: Case, viewer: Viewer, *, origin: str) -> None:
    case.state, case.closed_at = "closed", clock.now()
    move(session, case.need, "close", viewer)
    provider = session.scalars(
        select(Provider).where(Provider.id == case.provider_id).with_for_update(),
        execution_options={"populate_existing": True},
    ).one()
    provider.load = max(0, provider.load - 1)
    touch(session, provider)
    _tell(session, case, viewer, change="closed", excerpt=case.need.title, origin=origin)


def note_topic(session: Session, case: Case, url: str) -> None:
    """The forum has opened the private topic of the case."""
    case.topic_url = url
    session.flush()


def _side(case: Case, viewer: Viewer) -> str:
    return rules.demand_side(viewer, provider=case.provider.slug, party=case.need.party_code)


def _begin(session: Session, case: Case, viewer: Viewer) -> None:
    """The first sign of work brings case and need into delivery."""
    if case.state == "agreed":
        case.state = "in_delivery"
        move(session, case.need, "start", viewer)


def milestone_of(case: Case, milestone_id: int) -> Milestone:
    """A milestone of this case; NotFound for one of another."""
    found = next((one for one in case.milestones if one.id == milestone_id), None)
    if found is None:
        raise NotFound
    return found


def _tell(session: Session, case: Case, viewer: Viewer, *, change: str, excerpt: str, origin: str) -> None:
    people = [(one.member, "participant") for one in case.participants]
    told = recipients(people, without=viewer.id)
    if change in {"at_risk", "closed"}:
        told = recipients(people, members.coordination(session), without=viewer.id)
    _announce(
        session,
        CaseProgressed,
        case,
        actor=viewer,
        told=told,
        origin=origin,
        excerpt=excerpt,
        change=change,
    )


def _announce(
    session: Session,
    event: type[Any],
    case: Case,
    *,
    actor: Viewer,
    told: list[dict[str, str]],
    origin: str,
    excerpt: str,
    **more: Any,
) -> None:
    announce(
        session,
        event,
        case.need,
        actor=actor,
        recipients=told,
        origin=origin,
        path=case_url(case.number),
        excerpt=excerpt,
        case_id=str(case.id),
        provider_slug=case.provider.slug,
        provider_name=case.provider.name,
        **more,
    )
