"""Read providers."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, selectinload

from corridor.auth import Viewer, roles
from corridor.errors import NotFound
from matchmaking_service.providers.models import Coverage, EvidenceItem, Provider


def get_provider(session: Session, slug: str, *, lock: bool = False) -> Provider:
    """A listed provider with hosts, coverage and evidence; NotFound if there is none."""
    query = (
        select(Provider)
        .where(Provider.slug == slug, Provider.listed)
        .options(
            selectinload(Provider.hosts),
            selectinload(Provider.coverage).joinedload(Coverage.party),
            selectinload(Provider.evidence),
        )
    )
    if lock:
        query = query.with_for_update(of=Provider).execution_options(populate_existing=True)
    provider = session.scalars(query).one_or_none()
    if provider is None:
        raise NotFound
    return provider


def get_item(session: Session, provider: Provider, item_id: UUID) -> EvidenceItem:
    """One evidence item of a provider."""
    item = session.get(EvidenceItem, item_id)
    if item is None or item.provider_id != provider.id:
        raise NotFound
    return item


def providers_where(
    *, kind: str = "", party: str = "", target: str = "", assistance: str = "", words: str = ""
) -> Select[Provider]:
    """Listed providers narrowed by what is given; a Party finds those that cover it or are open to all."""
    conditions: list[ColumnElement[bool]] = [Provider.listed.is_(True)]
    if kind:
        conditions.append(Provider.kind == kind)
    if party:
        covered = Provider.coverage.any(Coverage.party_code == party)
        conditions.append(or_(Provider.open_to_all, covered))
    if target:
        conditions.append(Provider.targets.contains([target]))
    if assistance:
        conditions.append(Provider.assistance.contains([assistance]))
    if words:
        named = Provider.name.icontains(words, autoescape=True)
        conditions.append(or_(named, Provider.summary.icontains(words, autoescape=True)))
    return select(Provider).where(*conditions).options(selectinload(Provider.hosts))


def own_providers(session: Session, viewer: Viewer) -> list[Provider]:
    """The providers whose staff the viewer is."""
    slugs = viewer.scopes_of(roles.CENTRE_STAFF)
    if not slugs:
        return []
    query = select(Provider).where(Provider.slug.in_(slugs), Provider.listed).order_by(Provider.name)
    return list(session.scalars(query))


def list_centres(session: Session, *, limit: int = 30) -> list[Provider]:
    """Centres by name, for the desk."""
    query = providers_where(kind="centre").order_by(Provider.name).limit(limit)
    return list(session.scalars(query))


def coverage_counts(session: Session, providers: Sequence[Provider]) -> dict[UUID, int]:
    """How many Parties each of them covers."""
    query = (
        select(Coverage.provider_id, func.count())
        .where(Coverage.provider_id.in_([provider.id for provider in providers]))
        .group_by(Coverage.provider_id)
    )
    return dict(session.execute(query).all())


def coverage_of_parties(session: Session) -> Counter[str]:
    """How many centres cover each Party by name."""
    query = (
        select(Coverage.party_code, func.count())
        .join(Provider)
        .where(Provider.listed, Provider.kind == "centre")
        .group_by(Coverage.party_code)
    )
    return Counter(dict(session.execute(query).all()))


def centres_of_party(session: Session, code: str) -> list[Provider]:
    """The centres that cover a Party."""
    query = (
        select(Provider)
        .where(Provider.listed, Provider.coverage.any(Coverage.party_code == code))
        .order_by(Provider.name)
    )
    return list(session.scalars(query))
