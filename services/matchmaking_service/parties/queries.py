"""Read Parties."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.errors import NotFound
from matchmaking_service.parties.models import Party


def list_parties(session: Session) -> list[Party]:
    """Every Party by its code."""
    return list(session.scalars(select(Party).order_by(Party.code)))


def get_party(session: Session, code: str) -> Party:
    """The Party with this code; NotFound if there is none."""
    party = session.get(Party, code.upper())
    if party is None:
        raise NotFound
    return party


def by_subregion(parties: list[Party], *, language: str) -> dict[str, list[Party]]:
    """Parties grouped by subregion, each group in the order of the names."""
    groups: dict[str, list[Party]] = defaultdict(list)
    for party in sorted(parties, key=lambda one: one.name(language)):
        groups[party.subregion].append(party)
    return dict(sorted(groups.items()))
