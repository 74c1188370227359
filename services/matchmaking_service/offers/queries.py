"""Read offers, as far as the viewer may see them."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from corridor.auth import Viewer
from corridor.errors import NotFound
from matchmaking_service.needs.models import Need
from matchmaking_service.offers import rules
from matchmaking_service.offers.models import Offer, Question


def get_offer(session: Session, offer_id: UUID, *, viewer: Viewer) -> Offer:
    """The offer with need, provider and questions; NotFound when absent or not visible."""
    query = (
        select(Offer)
        .where(Offer.id == offer_id)
        .options(
            joinedload(Offer.need).joinedload(Need.party),
            joinedload(Offer.need).joinedload(Need.author),
            joinedload(Offer.provider),
            joinedload(Offer.author),
            selectinload(Offer.questions).joinedload(Question.author),
        )
    )
    offer = session.scalars(query).one_or_none()
    if offer is None or not _visible(offer, viewer):
        raise NotFound
    return offer


def offers_on(session: Session, need: Need, *, viewer: Viewer) -> list[Offer]:
    """The offers on a need that the viewer may see, in the order they were made."""
    query = (
        select(Offer)
        .where(Offer.need_id == need.id)
        .options(joinedload(Offer.provider), joinedload(Offer.need), joinedload(Offer.author))
        .order_by(Offer.made_at, Offer.id)
    )
    return [offer for offer in session.scalars(query) if _visible(offer, viewer)]


def _visible(offer: Offer, viewer: Viewer) -> bool:
    return rules.may_see(viewer, provider=offer.provider.slug, party=offer.need.party_code)


def open_offers(session: Session, *, parties: list[str]) -> list[Offer]:
    """Offers that wait for an answer of these Parties."""
    query = (
        select(Offer)
        .join(Offer.need)
        .where(Offer.state == "open", Need.party_code.in_(parties))
        .options(joinedload(Offer.provider), joinedload(Offer.need))
        .order_by(Offer.made_at)
    )
    return list(session.scalars(query))
