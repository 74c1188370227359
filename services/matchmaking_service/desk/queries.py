"""What waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from corridor.auth import Viewer, roles
from matchmaking_service.cases.models import Case
from matchmaking_service.cases.queries import list_cases
from matchmaking_service.matching.models import Match
from matchmaking_service.needs.models import Need
from matchmaking_service.needs.queries import list_needs, parties_of
from matchmaking_service.needs.rules import screens
from matchmaking_service.offers.models import Offer
from matchmaking_service.offers.queries import open_offers
from matchmaking_service.parties.models import Party
from matchmaking_service.providers.models import Provider
from matchmaking_service.providers.queries import list_centres, own_providers

SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The parts of the entry page; empty ones are not for this viewer."""

    speaks: bool
    own_needs: Sequence[Need] = ()
    to_endorse: Sequence[Need] = ()
    offers: Sequence[Offer] = ()
    centres: Sequence[Provider] = ()
    fitting: Sequence[Match] = ()
    to_screen: Sequence[Need] = ()
    unmatched: Sequence[Need] = ()
    cases: Sequence[Case] = ()
    open_needs: Sequence[Need] = ()
    directory: Sequence[Provider] = ()
    figures: dict[str, int]


def desk_of(session: Session, viewer: Viewer) -> Desk:
    """What waits for this viewer."""
    mine = parties_of(viewer)
    endorses = sorted(viewer.scopes_of(roles.FOCAL_POINT))
    own = own_providers(session, viewer)
    return Desk(
        speaks=bool(mine),
        own_needs=list_needs(session, viewer, parties=mine, limit=SHOWN) if mine else (),
        to_endorse=list_needs(session, viewer, parties=endorses, states=["submitted"]) if endorses else (),
        offers=open_offers(session, parties=mine) if mine else (),
        centres=own,
        fitting=_fitting(session, own) if own else (),
        to_screen=list_needs(session, viewer, states=["endorsed"]) if screens(viewer) else (),
        unmatched=_unmatched(session) if screens(viewer) else (),
        cases=list_cases(session, viewer, limit=SHOWN) if mine or own or screens(viewer) else (),
        open_needs=list_needs(session, viewer, states=["published"], limit=SHOWN),
        directory=list_centres(session),
        figures=_figures(session),
    )


def _fitting(session: Session, own: list[Provider]) -> list[Match]:
    """Open needs that fit the viewer's centres, the best first; totals are comparable across needs.

    From the scores on record: to rank every open need anew for one page would cost too much.
    """
    newer = aliased(Match)
    newest = select(func.max(newer.model_version)).where(newer.need_id == Match.need_id).scalar_subquery()
    query = (
        select(Match)
        .join(Match.need)
        .where(Match.provider_id.in_([provider.id for provider in own]), Match.eligible)
        .where(Need.state == "published", Match.model_version == newest)
        .options(contains_eager(Match.need).joinedload(Need.party), joinedload(Match.provider))
        .order_by(Match.total.desc(), Need.number)
        .limit(SHOWN)
    )
    return list(session.scalars(query))


def _unmatched(session: Session) -> list[Need]:
    """Open needs without any open offer, the longest waiting first."""
    offered = select(Offer.need_id).where(Offer.state == "open")
    query = (
        select(Need)
        .where(Need.state == "published", Need.id.not_in(offered))
        .options(joinedload(Need.party))
        .order_by(Need.published_at)
        .limit(20)
    )
    return list(session.scalars(query))


def _figures(session: Session) -> dict[str, int]:
    by_state = dict(session.execute(select(Need.state, func.count()).group_by(Need.state)).all())
    parties = session.scalars(select(func.count()).select_from(Party)).one()
    centres = select(func.count()).where(Provider.kind == "centre", Provider.listed)
    return {
        "open": by_state.get("published", 0),
        "under_way": by_state.get("matched", 0) + by_state.get("in_delivery", 0),
        "closed": by_state.get("closed", 0),
        "centres": session.scalars(centres).one(),
        "parties": parties,
    }
