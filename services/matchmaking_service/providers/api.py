"""Providers for programs."""

from typing import Any

from flask_smorest import Blueprint

from corridor.auth import access, viewer
from corridor.web import keyset, session, transaction
from corridor.web.frame import frame
from matchmaking_service.providers.actions import list_provider
from matchmaking_service.providers.models import Provider
from matchmaking_service.providers.queries import get_provider, providers_where
from matchmaking_service.providers.schemas import ProviderListQuery, ProviderPageSchema, ProviderSchema
from matchmaking_service.urls import absolute, provider_url

blueprint = Blueprint("providers_api", __name__, url_prefix="/match/api/v1", description="Who can help")


@blueprint.route("/providers", methods=["GET"])
@access.public
@blueprint.arguments(ProviderListQuery, location="query")
@blueprint.response(200, ProviderPageSchema)
def list_providers(asked: dict[str, Any]) -> dict[str, Any]:
    """Listed providers by name, narrowed and in pages."""
    after, limit = asked.pop("after"), asked.pop("limit")
    query = providers_where(words=asked.pop("q"), **asked)
    page = keyset(query, session(), order=[Provider.name, Provider.id], after=after, size=limit)
    return {"items": [as_json(one) for one in page.items], "next": page.next_cursor}


@blueprint.route("/providers", methods=["POST"])
@access.api("match:write")
@blueprint.arguments(ProviderSchema)
@blueprint.response(201, ProviderSchema)
def create_provider(fields: dict[str, Any]) -> dict[str, Any]:
    """List a provider with its evidence items; it takes part in matching at once."""
    items = fields.pop("evidence_items")
    fields["summary"] = fields["summary"] or fields["name"]
    if fields["open_to_all"] is None:
        fields["open_to_all"] = not fields["covers"]
    with transaction() as work:
        made = list_provider(work, viewer(), origin=_origin(), evidence=items, **_with_languages(fields))
    return as_json(get_provider(session(), made.slug), whole=True)


def _with_languages(fields: dict[str, Any]) -> dict[str, Any]:
    return fields | {"languages": fields["languages"] or ["en"]}


@blueprint.route("/providers/<slug>", methods=["GET"])
@access.public
@blueprint.response(200, ProviderSchema)
def read_provider(slug: str) -> dict[str, Any]:
    """One provider with its evidence items."""
    return as_json(get_provider(session(), slug), whole=True)


BRIEF = ("id", "slug", "kind", "name", "summary", "languages", "capacity", "load")
WHOLE = ("description", "website", "open_to_all", "functions", "assistance", "targets", "ecosystems", "hosts")


def as_json(provider: Provider, *, whole: bool = False) -> dict[str, Any]:
    """A provider as the schemas write it."""
    found: dict[str, Any] = {name: getattr(provider, name) for name in BRIEF}
    found["url"] = absolute(provider_url(provider.slug), origin=_origin())
    if whole:
        found |= {name: getattr(provider, name) for name in WHOLE}
        found["covers"] = sorted(one.party_code for one in provider.coverage)
        found["evidence_items"] = provider.evidence
    return found


def _origin() -> str:
    return frame().settings.base_url
