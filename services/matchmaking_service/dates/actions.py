"""Telling other services of dates: milestones, answers that are due, by when help is wanted."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from corridor.auth import roles
from corridor.events.matchmaking import DateSet
from corridor.told_dates import tell_all_dates, tell_date
from matchmaking_service.cases.models import Case
from matchmaking_service.dates.models import ToldDate
from matchmaking_service.dates.rules import answer_due, whole_day
from matchmaking_service.needs.models import Need
from matchmaking_service.offers.models import Offer
from matchmaking_service.urls import absolute, case_url, need_url, offer_url

# As many accounts as an event names; more than any case has.
MOST = 500


def tell_case(session: Session, case: Case, *, origin: str) -> None:
    """The milestones of a case, as they are now."""
    for event in _milestones(case, origin=origin):
        tell_date(session, ToldDate, event)


def tell_need(session: Session, need: Need, *, origin: str) -> None:
    """By when help is wanted, while the need waits for it."""
    if need.wanted_until is not None:
        tell_date(session, ToldDate, _wanted(need, origin=origin))


def tell_offer(session: Session, offer: Offer, *, origin: str) -> None:
    """By when the Party is to answer."""
    tell_date(session, ToldDate, _answer(offer, origin=origin))


def tell_everything(session: Session, *, now: datetime, origin: str) -> int:
    """Bring all dates that the others know up to date; how many were not."""
    return tell_all_dates(session, ToldDate, _present(session, origin=origin), kind=DateSet, now=now)


def _present(session: Session, *, origin: str) -> Iterator[DateSet]:
    """All dates there are, but for those that are off."""
    needs = select(Need).where(Need.state == "published", Need.wanted_until.is_not(None))
    yield from (_wanted(need, origin=origin) for need in session.scalars(needs))
    offers = select(Offer).where(Offer.state == "open")
    open_ones = session.scalars(offers.options(joinedload(Offer.need), joinedload(Offer.provider)))
    yield from (_answer(offer, origin=origin) for offer in open_ones)
    cases = select(Case).where(Case.state.in_(("agreed", "in_delivery")))
    loaded = cases.options(
        joinedload(Case.need), selectinload(Case.milestones), selectinload(Case.participants)
    )
    for case in session.scalars(loaded):
        yield from (event for event in _milestones(case, origin=origin) if not event.removed)


def _milestones(case: Case, *, origin: str) -> Iterator[DateSet]:
    accounts = sorted(str(one.account_id) for one in case.participants)[:MOST]
    over = case.state not in ("agreed", "in_delivery")
    for milestone in case.milestones:
        yield DateSet(
            key=f"case/{case.id}/milestone/{milestone.id}",
            what="milestone",
            title=f"{milestone.title} · {case.need.title}",
            url=absolute(case_url(case.number), origin=origin),
            **whole_day(milestone.due_on),
            language=case.need.language,
            accounts=accounts,
            removed=over or milestone.state == "reached",
        )


def _wanted(need: Need, *, origin: str) -> DateSet:
    if need.wanted_until is None:
        raise ValueError("a need without an end has no such date")
    return DateSet(
        key=f"need/{need.id}/wanted",
        what="wanted_by",
        title=need.title,
        url=absolute(need_url(need.number), origin=origin),
        **whole_day(need.wanted_until),
        language=need.language,
        roles=[*_speakers(need.party_code), roles.COORDINATION],
        accounts=[str(need.author_id)],
        removed=need.state != "published",
    )


def _answer(offer: Offer, *, origin: str) -> DateSet:
    return DateSet(
        key=f"offer/{offer.id}/answer",
        what="answer_due",
        title=f"{offer.provider.name} · {offer.need.title}",
        url=absolute(offer_url(offer.id), origin=origin),
        **whole_day(answer_due(offer.made_at)),
        language=offer.need.language,
        roles=_speakers(offer.need.party_code),
        accounts=[str(offer.need.author_id)],
        removed=offer.state != "open",
    )


def _speakers(party: str) -> list[str]:
    """Who speaks for a Party, as they hold their roles."""
    return [f"{roles.FOCAL_POINT}:{party}", f"{roles.PARTY_REPRESENTATIVE}:{party}"]
