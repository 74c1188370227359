"""People, centres and needs the tests of matchmaking speak of."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.demo import Person
from corridor.testing import add_member, persona
from matchmaking_service.cases.models import Case
from matchmaking_service.members.models import Member
from matchmaking_service.needs import actions as needs
from matchmaking_service.needs.models import Need
from matchmaking_service.offers.actions import accept_offer, make_offer
from matchmaking_service.offers.models import Offer
from matchmaking_service.providers.actions import list_provider
from matchmaking_service.providers.models import Provider

ORIGIN = "http://localhost"

AMINA = persona("amina", "party_representative:ML", country="ML")
MOUSSA = persona("moussa", "focal_point:ML", country="ML")
FATOU = persona("fatou", "centre_staff:cse", country="SN")
THANDI = persona("thandi", "centre_staff:sanbi", country="ZA")
GRACE = persona("grace", "focal_point:KE", "party_representative:KE")
HELEN = persona("helen", "secretariat")
YUKI = persona("yuki", "coordination")
EVERYBODY = (AMINA, MOUSSA, FATOU, THANDI, GRACE, HELEN, YUKI)

STATEMENT = (
    "Invasive water hyacinth covers the inner delta and blocks fishing, irrigation and transport. "
    "We ask for training of twenty technicians in mapping the weed from satellite images, for advice on "
    "biological control by weevils, and for a monitoring plan that villages can follow themselves. "
    "Mechanical removal was tried for three years without lasting success."
)


def viewer(who: Person) -> Viewer:
    return Viewer(
        id=who.account_id, name=who.name, handle=who.handle, email=who.email, roles=frozenset(who.roles)
    )


def settle(session: Session) -> None:
    """Everybody is a member, so that events find their recipients."""
    for who in EVERYBODY:
        add_member(session, Member, who)
    session.commit()


def evidence(title: str, description: str = "", **more: Any) -> dict[str, Any]:
    return {"kind": "project", "title": title, "description": description, "language": "en", **more}


WEEDS = evidence(
    "Mapping of water hyacinth in the Niger delta",
    "Satellite images and training of technicians in monitoring the invasive weed; biological control.",
)
BIRDS = evidence("Counts of waterbirds", "Volunteers count migratory birds each January in wetlands.")


def centre(session: Session, slug: str = "cse", **changes: Any) -> Provider:
    """A centre that covers Mali, works in English and French and trains, unless the test says otherwise."""
    fields: dict[str, Any] = {
        "slug": slug,
        "kind": "centre",
        "name": slug.upper(),
        "summary": f"The centre {slug}.",
        "covers": ["ML", "SN"],
        "languages": ["fr", "en"],
        "assistance": ["training", "advice"],
        "targets": ["GBF-TARGET-06"],
        "ecosystems": ["freshwater"],
        "capacity": 3,
        "evidence": [WEEDS, BIRDS],
    }
    provider = list_provider(session, viewer(HELEN), origin=ORIGIN, **(fields | changes))
    session.commit()
    return provider


def draft(session: Session, who: Person = AMINA, **changes: Any) -> Need:
    """A need of Mali about water hyacinth that lacks nothing."""
    fields: dict[str, Any] = {
        "party": "ML",
        "title": "Control of water hyacinth in the inner Niger delta",
        "statement": STATEMENT,
        "language": "en",
        "targets": ["GBF-TARGET-06"],
        "assistance": ["training"],
        "ecosystems": ["freshwater"],
        "languages": ["en", "fr"],
    }
    need = needs.draft_need(session, viewer(who), **(fields | changes))
    session.commit()
    return need


def published(session: Session, **changes: Any) -> Need:
    """A need that went the whole way to publication."""
    need = draft(session, **changes)
    needs.submit_need(session, need, viewer(AMINA), origin=ORIGIN)
    needs.endorse_need(session, need, viewer(MOUSSA), origin=ORIGIN)
    needs.publish_need(session, need, viewer(HELEN), origin=ORIGIN)
    session.commit()
    return need


def offered(session: Session, need: Need, provider: Provider, who: Person = FATOU) -> Offer:
    offer = make_offer(session, need, provider, viewer(who), origin=ORIGIN, scope="Two weeks in Mopti.")
    session.commit()
    return offer


def opened_case(session: Session) -> Case:
    """A case between Mali and CSE."""
    settle(session)
    offer = offered(session, published(session), centre(session))
    case = accept_offer(session, offer, viewer(AMINA), origin=ORIGIN)
    session.commit()
    return case


def ids(*people: Person) -> set[UUID]:
    return {who.account_id for who in people}
