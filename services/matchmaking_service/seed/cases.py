"""The offers and cases of the demo world."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor import clock
from corridor.events.matchmaking import CaseOpened
from corridor.ids import demo_id
from matchmaking_service.announcing import announce
from matchmaking_service.cases.models import Case, Evaluation, Milestone, Note, Participant
from matchmaking_service.members.queries import people_of_party, staff_of
from matchmaking_service.needs.models import Need, NeedStep
from matchmaking_service.offers.models import Offer
from matchmaking_service.providers.models import Provider
from matchmaking_service.urls import case_url

# An accepted offer waited so many days for its answer.
ANSWERED_AFTER = 9


def add_offers(session: Session, need: Need, rows: Iterable[dict[str, Any]]) -> None:
    """The offers on a need."""
    for row in rows:
        made = clock.now() - timedelta(days=row["days"])
        decided = None if row["state"] == "open" else made + timedelta(days=ANSWERED_AFTER)
        session.add(
            Offer(
                id=demo_id("offer", f"{need.id}/{row['provider']}"),
                need=need,
                provider_id=demo_id("provider", row["provider"]),
                author_id=demo_id("account", row["author"]),
                state=row["state"],
                scope=row["scope"],
                cost_share=row.get("cost", ""),
                reason=row.get("reason", ""),
                starts_on=need.wanted_from,
                ends_on=need.wanted_until,
                contact="",
                made_at=made,
                decided_at=decided,
            )
        )
    session.flush()


def add_case(session: Session, need: Need, row: dict[str, Any], *, origin: str) -> None:
    """The case of a need, as far as it has come, with the steps of the need that go with it."""
    accepted = Offer.need_id == need.id, Offer.state == "accepted"
    offer = session.scalars(select(Offer).where(*accepted)).one()
    told, opened = row["case"], offer.decided_at or clock.now()
    case = Case(
        id=demo_id("case", row["key"]),
        need=need,
        offer=offer,
        provider=session.get_one(Provider, offer.provider_id),
        state=told["state"],
        opened_at=opened,
        milestones=[_milestone(one) for one in told["milestones"]],
        notes=[_note(one) for one in told["notes"]],
    )
    _finish(case, told)
    _participants(session, case)
    session.add(case)
    _steps(case, row)
    session.flush()
    if case.state != "closed":
        case.provider.load += 1
        _announce(session, case, origin=origin)


def _milestone(row: dict[str, Any]) -> Milestone:
    due = clock.now() + timedelta(days=row["due"])
    return Milestone(
        title=row["title"],
        due_on=due.date(),
        state=row["state"],
        remark=row.get("remark", ""),
        reached_at=due if row["state"] == "reached" else None,
    )


def _note(row: dict[str, Any]) -> Note:
    written = clock.now() - timedelta(days=row["days"])
    return Note(author_id=demo_id("account", row["author"]), body=row["text"], written_at=written)


def _finish(case: Case, told: dict[str, Any]) -> None:
    """When it was delivered and closed: shortly after its last milestone."""
    if case.state not in ("delivered", "closed"):
        return
    last = max(milestone.reached_at or case.opened_at for milestone in case.milestones)
    case.delivered_at = last + timedelta(days=3)
    if case.state == "closed":
        case.closed_at = last + timedelta(days=14)
    case.evaluations = [
        Evaluation(
            side=one["side"],
            author_id=demo_id("account", one["author"]),
            rating=one["rating"],
            body=one["text"],
            written_at=last + timedelta(days=13),
        )
        for one in told.get("evaluations", ())
    ]


def _participants(session: Session, case: Case) -> None:
    sides = {member.account_id: "centre" for member, _ in staff_of(session, [case.provider.slug])}
    party = people_of_party(session, case.need.party_code)
    sides |= {member.account_id: "party" for member, _ in party}
    case.participants = [Participant(account_id=key, side=side) for key, side in sides.items()]


def _steps(case: Case, row: dict[str, Any]) -> None:
    centre = next(offer["author"] for offer in row["offers"] if offer["state"] == "accepted")
    _step(case, "match", "matched", row["author"], case.opened_at)
    if case.state != "agreed":
        _step(case, "start", "in_delivery", centre, case.opened_at + timedelta(days=7))
    if case.closed_at:
        _step(case, "close", "closed", row["author"], case.closed_at)


def _step(case: Case, action: str, after: str, handle: str, happened_at: datetime) -> None:
    need = case.need
    step = NeedStep(
        action=action,
        state_before=need.state,
        state_after=after,
        actor_id=demo_id("account", handle),
        happened_at=happened_at,
    )
    need.history.append(step)
    need.state, need.updated_at = after, happened_at


def _announce(session: Session, case: Case, *, origin: str) -> None:
    """Let the forum open the private topic of a case that is under way."""
    told = [{"account_id": str(one.account_id), "reason": "participant"} for one in case.participants]
    announce(
        session,
        CaseOpened,
        case.need,
        actor=None,
        recipients=told,
        origin=origin,
        path=case_url(case.number),
        excerpt=case.offer.scope,
        case_id=str(case.id),
        provider_slug=case.provider.slug,
        provider_name=case.provider.name,
    )
