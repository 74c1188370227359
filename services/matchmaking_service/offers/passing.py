"""What becomes of open offers when their need is no longer open."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from corridor import clock
from matchmaking_service.needs.models import Need
from matchmaking_service.offers.models import Offer


def pass_over(session: Session, need: Need, *, reason: str) -> list[Offer]:
    """End the open offers of a need that is no longer open; returns them."""
    query = (
        select(Offer)
        .where(Offer.need_id == need.id, Offer.state == "open")
        .options(joinedload(Offer.provider))
        .order_by(Offer.id)
    )
    offers = list(session.scalars(query))
    for offer in offers:
        offer.state, offer.reason, offer.decided_at = "passed_over", reason, clock.now()
    session.flush()
    return offers
