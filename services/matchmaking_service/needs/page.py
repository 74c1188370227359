"""What the page of a need shows to this viewer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from corridor.auth import Viewer, roles
from corridor.web.moments import short_date
from matchmaking_service import labels
from matchmaking_service.cases.models import Case
from matchmaking_service.cases.queries import case_of_need
from matchmaking_service.cases.rules import may_see as may_see_case
from matchmaking_service.matching.queries import rank_for
from matchmaking_service.matching.ranking import Ranked
from matchmaking_service.needs import rules
from matchmaking_service.needs.models import Need
from matchmaking_service.offers.models import Offer
from matchmaking_service.offers.queries import offers_on
from matchmaking_service.providers.models import Provider
from matchmaking_service.providers.queries import own_providers

# How many matches the page of a need shows; a page of their own has them all.
SHOWN = 6


@dataclass(frozen=True, kw_only=True)
class NeedPage:
    """The parts of the page beside the need itself."""

    steps: Sequence[tuple[str, str, str]]
    actions: Sequence[str]
    may_edit: bool
    matches: Sequence[Ranked]
    own_matches: Sequence[Ranked]
    fitting: int
    offers: Sequence[Offer]
    offerers: Sequence[Provider]
    case: Case | None
    may_open_case: bool
    inside: bool
    # Open offers that this viewer may answer.
    to_answer: int


def need_page(session: Session, need: Need, *, viewer: Viewer) -> NeedPage:
    """Everything the page shows, in a fixed number of queries."""
    offers = offers_on(session, need, viewer=viewer)
    own = own_providers(session, viewer)
    inside = may_see_matches(viewer, need)
    ranked = rank_for(session, need) if inside and need.state != "draft" else []
    slugs = {provider.slug for provider in own}
    case = case_of_need(session, need)
    return NeedPage(
        steps=life_of(need),
        actions=rules.open_actions(viewer, need.state, party=need.party_code),
        may_edit=rules.may_edit(viewer, need.state, party=need.party_code),
        matches=ranked[:SHOWN],
        own_matches=[one for one in ranked if one.entry.slug in slugs],
        fitting=sum(one.eligible for one in ranked),
        offers=offers,
        offerers=_may_offer(need, own, offers),
        case=case,
        may_open_case=case is not None
        and may_see_case(viewer, provider=case.provider.slug, party=need.party_code),
        inside=inside,
        to_answer=_to_answer(viewer, need, offers),
    )


def may_see_matches(viewer: Viewer, need: Need) -> bool:
    """The Party, the staff of any centre, and those who look after the whole."""
    ours = rules.speaks_for(viewer, need.party_code) or rules.screens(viewer)
    return ours or viewer.has(roles.CENTRE_STAFF)


def _may_offer(need: Need, own: list[Provider], offers: list[Offer]) -> list[Provider]:
    busy = {offer.provider_id for offer in offers if offer.state == "open"}
    return [one for one in own if need.state == "published" and one.id not in busy]


def _to_answer(viewer: Viewer, need: Need, offers: list[Offer]) -> int:
    speaks = rules.speaks_for(viewer, need.party_code)
    return sum(offer.state == "open" for offer in offers) if speaks else 0


def life_of(need: Need) -> list[tuple[str, str, str]]:
    """The stepper: each state of the main line with the day it was reached."""
    passed = {step.state_after: short_date(step.happened_at) for step in need.history}
    return labels.stepper(need.state, passed)
