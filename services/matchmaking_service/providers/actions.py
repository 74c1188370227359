"""List and change providers. Nothing here commits."""

from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from corridor import clock
from corridor.auth import Viewer
from corridor.errors import Conflict, Forbidden, Invalid
from corridor.events.matchmaking import ProviderListed
from corridor.messaging import outbox
from matchmaking_service.matching.words import detect_language
from matchmaking_service.parties.models import Party
from matchmaking_service.providers import rules
from matchmaking_service.providers.models import REVISIONS, Coverage, EvidenceItem, Host, Provider
from matchmaking_service.urls import absolute, provider_url


def list_provider(
    session: Session,
    viewer: Viewer,
    *,
    origin: str,
    evidence: list[dict[str, Any]],
    hosts: list[dict[str, Any]] | None = None,
    covers: list[str] | None = None,
    slug: str = "",
    **fields: Any,
) -> Provider:
    """Add a provider with its evidence."""
    if not rules.may_list(viewer):
        raise Forbidden
    provider = Provider(slug=slug or _free_slug(session, fields["name"]), **fields)
    provider.hosts = [Host(position=place, **host) for place, host in enumerate(hosts or [])]
    provider.evidence = [_item(item, place) for place, item in enumerate(evidence)]
    cover(session, provider, covers or [])
    session.add(provider)
    try:
        session.flush()
    except IntegrityError as error:
        if "uq_providers_slug" not in str(error):
            raise
        raise Conflict(lazy_gettext("There is a provider with this short name already.")) from error
    _announce(session, provider, origin=origin)
    return provider


def _free_slug(session: Session, name: str) -> str:
    wanted = rules.slugify(name)
    query = select(Provider.slug).where(Provider.slug.startswith(wanted, autoescape=True))
    taken = set(session.scalars(query))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


def _item(fields: dict[str, Any], place: int) -> EvidenceItem:
    text = f"{fields['title']}\n{fields.get('description', '')}"
    language = fields.get("language") or detect_language(text)
    return EvidenceItem(**{**fields, "language": language, "position": place})


def cover(session: Session, provider: Provider, codes: list[str]) -> None:
    """Let the provider cover exactly these Parties."""
    wanted = set(codes)
    known = set(session.scalars(select(Party.code).where(Party.code.in_(wanted))))
    if wanted - known:
        unknown = ", ".join(sorted(wanted - known))
        raise Invalid(errors={"covers": [lazy_gettext("No such Party: %(codes)s.", codes=unknown)]})
    kept = [one for one in provider.coverage if one.party_code in wanted]
    new = wanted - {one.party_code for one in kept}
    provider.coverage = [*kept, *(Coverage(party_code=code) for code in sorted(new))]


def edit_provider(
    session: Session,
    provider: Provider,
    viewer: Viewer,
    *,
    origin: str,
    covers: list[str],
    hosts: list[dict[str, Any]],
    **fields: Any,
) -> None:
    """Change what a provider says of itself."""
    _demand(viewer, provider)
    for name, value in fields.items():
        setattr(provider, name, value)
    cover(session, provider, covers)
    provider.hosts = [Host(position=place, **host) for place, host in enumerate(hosts)]
    touch(session, provider)
    _announce(session, provider, origin=origin)


def add_evidence(
    session: Session, provider: Provider, viewer: Viewer, *, origin: str, **fields: Any
) -> EvidenceItem:
    """One more proof of what the provider can do."""
    _demand(viewer, provider)
    last = select(func.coalesce(func.max(EvidenceItem.position), -1)).where(
        EvidenceItem.provider_id == provider.id
    )
    item = _item(fields, session.scalars(last).one() + 1)
    provider.evidence.append(item)
    touch(session, provider)
    _announce(session, provider, origin=origin)
    return item


def edit_evidence(
    session: Session, item: EvidenceItem, viewer: Viewer, *, origin: str, **fields: Any
) -> None:
    """Change an evidence item."""
    _demand(viewer, item.provider)
    for name, value in fields.items():
        setattr(item, name, value)
    touch(session, item.provider)
    _announce(session, item.provider, origin=origin)


def remove_evidence(session: Session, item: EvidenceItem, viewer: Viewer, *, origin: str) -> None:
    """Take an evidence item away."""
    provider = item.provider
    _demand(viewer, provider)
    provider.evidence.remove(item)
    touch(session, provider)
    _announce(session, provider, origin=origin)


def touch(session: Session, provider: Provider) -> None:
    """Give the provider a new revision, by which every process sees that its index is old."""
    provider.revision = session.scalars(select(REVISIONS.next_value())).one()
    provider.updated_at = clock.now()
    session.flush()


def _announce(session: Session, provider: Provider, *, origin: str) -> None:
    event = ProviderListed(
        provider_id=str(provider.id),
        slug=provider.slug,
        name=provider.name,
        kind=provider.kind,
        url=absolute(provider_url(provider.slug), origin=origin),
        active=provider.listed,
    )
    outbox.record(session, event, sequence=provider.revision)


def _demand(viewer: Viewer, provider: Provider) -> None:
    if not rules.may_edit(viewer, provider.slug):
        raise Forbidden(lazy_gettext("Only its own staff may change this provider."))
