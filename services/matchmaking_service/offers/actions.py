"""Make and decide offers. Nothing here commits."""

from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from corridor import clock
from corridor.auth import Viewer
from corridor.errors import Conflict
from corridor.events import matchmaking as events
from matchmaking_service.announcing import announce
from matchmaking_service.cases.actions import open_case
from matchmaking_service.cases.models import Case
from matchmaking_service.dates.actions import tell_need, tell_offer
from matchmaking_service.members import queries as members
from matchmaking_service.members.actions import know
from matchmaking_service.members.queries import People, recipients
from matchmaking_service.needs.actions import move
from matchmaking_service.needs.models import Need
from matchmaking_service.offers import rules
from matchmaking_service.offers.models import Offer, Question
from matchmaking_service.offers.passing import pass_over
from matchmaking_service.providers.actions import touch
from matchmaking_service.providers.models import Provider
from matchmaking_service.urls import offer_url


def make_offer(
    session: Session,
    need: Need,
    provider: Provider,
    viewer: Viewer,
    *,
    origin: str,
    **terms: Any,
) -> Offer:
    """A provider offers to answer the need; one open offer a provider and need.

    The terms are scope, cost_share, starts_on, ends_on and contact.
    """
    rules.demand_may_offer(viewer, provider=provider.slug, need_state=need.state)
    know(session, viewer)
    offer = Offer(
        need=need,
        provider=provider,
        author_id=viewer.id,
        **terms,
        made_at=clock.now(),
    )
    session.add(offer)
    try:
        session.flush()
    except IntegrityError as error:
        if "uq_offers_open" not in str(error):
            raise
        raise Conflict(lazy_gettext("This centre has an open offer on the need already.")) from error
    told = recipients(_party(session, need), members.coordination(session), without=viewer.id)
    _announce(session, events.OfferMade, offer, actor=viewer, told=told, origin=origin)
    tell_offer(session, offer, origin=origin)
    return offer


def accept_offer(session: Session, offer: Offer, viewer: Viewer, *, origin: str) -> Case:
    """The Party accepts: the need is matched, capacity is taken, the others are told, a case opens.

    Locks are taken in one order (need, its offers, the provider), so that of two acceptances at the same
    moment the second one waits, sees the need matched, and is refused.
    """
    rules.demand(viewer, "accept", provider=offer.provider.slug, party=offer.need.party_code)
    need, provider = _lock(session, offer)
    offer.state = rules.decided(offer.state, "accept")
    rules.demand_capacity(load=provider.load, capacity=provider.capacity)
    move(session, need, "match", viewer)
    offer.decided_at = clock.now()
    provider.load += 1
    touch(session, provider)
    _tell_accepted(session, offer, viewer, origin=origin)
    tell_offer(session, offer, origin=origin)
    tell_need(session, need, origin=origin)
    _pass_over_others(session, offer, origin=origin)
    return open_case(session, offer, viewer, origin=origin)


def _lock(session: Session, offer: Offer) -> tuple[Need, Provider]:
    fresh: dict[str, Any] = {"populate_existing": True}
    need = session.scalars(
        select(Need).where(Need.id == offer.need_id).with_for_update(), execution_options=fresh
    ).one()
    session.scalars(
        select(Offer).where(Offer.need_id == need.id).order_by(Offer.id).with_for_update(),
        execution_options=fresh,
    ).all()
    provider = session.scalars(
        select(Provider).where(Provider.id == offer.provider_id).with_for_update(),
        execution_options=fresh,
    ).one()
    return need, provider


def _tell_accepted(session: Session, offer: Offer, viewer: Viewer, *, origin: str) -> None:
    told = recipients(
        members.staff_of(session, [offer.provider.slug]),
        _party(session, offer.need),
        members.coordination(session),
        without=viewer.id,
    )
    _announce(session, events.OfferAccepted, offer, actor=viewer, told=told, origin=origin)


def _pass_over_others(session: Session, accepted: Offer, *, origin: str) -> None:
    reason = str(lazy_gettext("The Party accepted another offer."))
    for offer in pass_over(session, accepted.need, reason=reason):
        told = recipients(members.staff_of(session, [offer.provider.slug]))
        _announce(
            session,
            events.OfferDeclined,
            offer,
            actor=None,
            told=told,
            origin=origin,
            excerpt=reason,
            reason=reason,
        )
        tell_offer(session, offer, origin=origin)


def decline_offer(session: Session, offer: Offer, viewer: Viewer, *, reason: str, origin: str) -> None:
    """The Party says no, with a reason."""
    rules.demand(viewer, "decline", provider=offer.provider.slug, party=offer.need.party_code)
    _decide(session, offer, "decline", reason=reason)
    tell_offer(session, offer, origin=origin)
    told = recipients(members.staff_of(session, [offer.provider.slug]), without=viewer.id)
    _announce(
        session,
        events.OfferDeclined,
        offer,
        actor=viewer,
        told=told,
        origin=origin,
        excerpt=reason,
        reason=reason,
    )


def withdraw_offer(session: Session, offer: Offer, viewer: Viewer, *, reason: str, origin: str) -> None:
    """The provider takes its offer back."""
    rules.demand(viewer, "withdraw", provider=offer.provider.slug, party=offer.need.party_code)
    _decide(session, offer, "withdraw", reason=reason)
    tell_offer(session, offer, origin=origin)
    told = recipients(_party(session, offer.need), without=viewer.id)
    _announce(session, events.OfferWithdrawn, offer, actor=viewer, told=told, origin=origin, excerpt=reason)


def _decide(session: Session, offer: Offer, action: str, *, reason: str) -> None:
    _lock(session, offer)
    offer.state = rules.decided(offer.state, action, reason=reason)
    offer.reason, offer.decided_at = reason.strip(), clock.now()
    session.flush()


def ask(session: Session, offer: Offer, viewer: Viewer, *, body: str) -> Question:
    """Either side asks or answers about an open offer."""
    rules.demand(viewer, "ask", provider=offer.provider.slug, party=offer.need.party_code)
    if offer.state != "open":
        raise Conflict(lazy_gettext("This offer has been decided meanwhile."))
    know(session, viewer)
    question = Question(author_id=viewer.id, body=body, asked_at=clock.now())
    offer.questions.append(question)
    session.flush()
    return question


def _party(session: Session, need: Need) -> People:
    return [(need.author, "author"), *members.people_of_party(session, need.party_code)]


def _announce(
    session: Session,
    event: type[Any],
    offer: Offer,
    *,
    actor: Viewer | None,
    told: list[dict[str, str]],
    origin: str,
    excerpt: str = "",
    **more: Any,
) -> None:
    announce(
        session,
        event,
        offer.need,
        actor=actor,
        recipients=told,
        origin=origin,
        path=offer_url(offer.id),
        excerpt=excerpt or offer.scope,
        offer_id=str(offer.id),
        provider_slug=offer.provider.slug,
        provider_name=offer.provider.name,
        **more,
    )
