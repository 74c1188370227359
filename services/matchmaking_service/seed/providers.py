"""The providers of the demo world."""

from typing import Any

from sqlalchemy.orm import Session

from corridor.events.matchmaking import ProviderListed
from corridor.ids import demo_id
from corridor.messaging import outbox
from corridor.parties import all_parties
from corridor.service import Progress
from matchmaking_service.providers.models import Coverage, EvidenceItem, Host, Provider
from matchmaking_service.seed.files import all_providers, target_ids
from matchmaking_service.urls import absolute, provider_url


def is_seeded(session: Session) -> bool:
    """Whether the demo world is there already."""
    return session.get(Provider, demo_id("provider", all_providers()[0]["slug"])) is not None


def add_providers(session: Session, *, origin: str, progress: Progress) -> None:
    """All providers with hosts, covered Parties and evidence, and the events that tell of them."""
    rows = all_providers()
    for done, row in enumerate(rows, start=1):
        provider = _provider(row)
        session.add(provider)
        session.flush()
        outbox.record(session, _listed(provider, origin), sequence=provider.revision)
        progress("providers", done, len(rows))


def _provider(row: dict[str, Any]) -> Provider:
    slug = row["slug"]
    return Provider(
        id=demo_id("provider", slug),
        slug=slug,
        kind=row.get("kind", "centre"),
        name=row["name"],
        summary=row["summary"],
        description=row.get("description", ""),
        open_to_all=row.get("open_to_all", False),
        functions=row.get("functions", []),
        assistance=row["assistance"],
        languages=row["languages"],
        targets=target_ids(row["targets"]),
        ecosystems=row["ecosystems"],
        capacity=row["capacity"],
        # A centre does other work too; how much differs from one to the next.
        load=len(slug) % 3,
        hosts=[Host(position=place, **host) for place, host in enumerate(row["hosts"])],
        coverage=[Coverage(party_code=code) for code in _covered(row)],
        evidence=[
            EvidenceItem(id=demo_id("evidence", f"{slug}/{place}"), position=place, **item)
            for place, item in enumerate(row["evidence"])
        ],
    )


def _covered(row: dict[str, Any]) -> list[str]:
    subregions = set(row.get("subregions", ()))
    codes = {party.iso2 for party in all_parties() if party.subregion in subregions}
    return sorted((codes | set(row.get("parties", ()))) - set(row.get("without", ())))


def _listed(provider: Provider, origin: str) -> ProviderListed:
    return ProviderListed(
        provider_id=str(provider.id),
        slug=provider.slug,
        name=provider.name,
        kind=provider.kind,
        url=absolute(provider_url(provider.slug), origin=origin),
    )
