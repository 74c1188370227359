"""Pages of centres and other providers."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor.auth import access, roles, viewer
from corridor.errors import NotFound
from corridor.web import (
    Form,
    form_from,
    idempotent,
    notice,
    paginate,
    render,
    see_other,
    session,
    transaction,
)
from corridor.web.frame import frame
from corridor.web.i18n import current_language
from matchmaking_service.cases.queries import closed_cases_of
from matchmaking_service.parties.queries import by_subregion, list_parties
from matchmaking_service.providers import actions, rules
from matchmaking_service.providers.hosts import read_hosts, write_hosts
from matchmaking_service.providers.models import Provider
from matchmaking_service.providers.queries import coverage_counts, get_item, get_provider, providers_where
from matchmaking_service.providers.schemas import EvidenceForm, ProviderForm, ProviderListQuery
from matchmaking_service.urls import provider_url

blueprint = Blueprint("providers", __name__, url_prefix="/match/providers")

EDITORS = (roles.CENTRE_STAFF, roles.SECRETARIAT, roles.COORDINATION)
COLUMNS = (
    "name",
    "summary",
    "description",
    "website",
    "open_to_all",
    "functions",
    "assistance",
    "languages",
    "targets",
    "ecosystems",
    "capacity",
)


@blueprint.get("")
@access.public
def index() -> Response:
    """The directory: centres first, then other providers."""
    asked = _narrowing()
    query = providers_where(
        kind=asked["kind"],
        party=asked["party"],
        target=asked["target"],
        assistance=asked["assistance"],
        words=asked["q"],
    )
    page = paginate(query, order=[Provider.kind, Provider.name, Provider.id])
    covered = coverage_counts(session(), page.items)
    parties = list_parties(session())
    return render("providers/index.html", page=page, asked=asked, covered=covered, parties=parties)


def _narrowing() -> dict[str, Any]:
    """What the address asks for; a value that means nothing is left out rather than refused."""
    schema = ProviderListQuery(unknown="exclude")
    given = {name: value for name, value in request.args.items() if value}
    wrong = schema.validate(given)
    found: dict[str, Any] = schema.load({name: given[name] for name in given if name not in wrong})
    return found


@blueprint.get("/<slug>")
@access.public
def show(slug: str) -> Response:
    """One provider: what it does, for whom, and the evidence."""
    provider = get_provider(session(), slug)
    return render(
        "providers/show.html",
        provider=provider,
        groups=by_subregion([one.party for one in provider.coverage], language=current_language().code),
        closed=closed_cases_of(session(), provider),
        may_edit=rules.may_edit(viewer(), slug),
        lacking=rules.lacking_evidence(len(provider.evidence)),
    )


@blueprint.get("/<slug>/edit")
@access.roles(*EDITORS)
def edit(slug: str) -> Response:
    """What a provider says of itself, to be changed."""
    provider = _own(slug)
    values: dict[str, Any] = {name: getattr(provider, name) for name in COLUMNS}
    values |= {"covers": [one.party_code for one in provider.coverage]}
    values |= {"hosts": write_hosts(provider.hosts)}
    return _form_page(Form(ProviderForm, initial=values), provider)


def _own(slug: str, *, lock: bool = False) -> Provider:
    provider = get_provider(session(), slug, lock=lock)
    if not rules.may_edit(viewer(), slug):
        raise NotFound
    return provider


def _form_page(form: Form, provider: Provider, status: int = 200) -> Response:
    groups = by_subregion(list_parties(session()), language=current_language().code)
    return render("providers/edit.html", status, form=form, provider=provider, groups=groups)


@blueprint.post("/<slug>/edit")
@access.roles(*EDITORS)
@idempotent
def update(slug: str) -> AnyResponse:
    """Save what a provider says of itself."""
    form = form_from(ProviderForm)
    provider = _own(slug)
    data = form.data
    hosts = read_hosts(data["hosts"]) if data else []
    if data is None:
        return _form_page(form, provider, 422)
    with transaction() as work:
        provider = _own(slug, lock=True)
        columns = {name: data[name] for name in COLUMNS}
        actions.edit_provider(
            work, provider, viewer(), origin=_origin(), covers=data["covers"], hosts=hosts, **columns
        )
    notice(_("Saved. Matches are computed anew."))
    return see_other(provider_url(slug))


@blueprint.get("/<slug>/evidence/new")
@access.roles(*EDITORS)
def new_evidence(slug: str) -> Response:
    """The form of an evidence item."""
    start = {"language": current_language().code, "kind": "project"}
    form = Form(EvidenceForm, initial=start)
    return render("providers/evidence.html", form=form, provider=_own(slug), item=None)


@blueprint.post("/<slug>/evidence")
@access.roles(*EDITORS)
@idempotent
def add_evidence(slug: str) -> AnyResponse:
    """One more proof of what the provider can do."""
    form, provider = form_from(EvidenceForm), _own(slug)
    if form.data is None:
        return render("providers/evidence.html", 422, form=form, provider=provider, item=None)
    with transaction() as work:
        provider = _own(slug, lock=True)
        actions.add_evidence(work, provider, viewer(), origin=_origin(), **form.data)
    return see_other(f"{provider_url(slug)}#evidence")


@blueprint.get("/<slug>/evidence/<uuid:item_id>")
@access.roles(*EDITORS)
def edit_evidence(slug: str, item_id: UUID) -> Response:
    """An evidence item, to be changed."""
    provider = _own(slug)
    item = get_item(session(), provider, item_id)
    names = ("kind", "title", "description", "language", "year", "url")
    values = {name: getattr(item, name) or "" for name in names}
    form = Form(EvidenceForm, initial=values)
    return render("providers/evidence.html", form=form, provider=provider, item=item)


@blueprint.post("/<slug>/evidence/<uuid:item_id>")
@access.roles(*EDITORS)
@idempotent
def update_evidence(slug: str, item_id: UUID) -> AnyResponse:
    """Save an evidence item."""
    form, provider = form_from(EvidenceForm), _own(slug)
    item = get_item(session(), provider, item_id)
    if form.data is None:
        return render("providers/evidence.html", 422, form=form, provider=provider, item=item)
    with transaction() as work:
        item = get_item(work, _own(slug, lock=True), item_id)
        actions.edit_evidence(work, item, viewer(), origin=_origin(), **form.data)
    return see_other(f"{provider_url(slug)}#evidence")


@blueprint.post("/<slug>/evidence/<uuid:item_id>/removal")
@access.roles(*EDITORS)
@idempotent
def remove_evidence(slug: str, item_id: UUID) -> AnyResponse:
    """Take an evidence item away."""
    with transaction() as work:
        item = get_item(work, _own(slug, lock=True), item_id)
        actions.remove_evidence(work, item, viewer(), origin=_origin())
    return see_other(f"{provider_url(slug)}#evidence")


def _origin() -> str:
    return frame().settings.base_url
