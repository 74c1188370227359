"""Pages of the register, for the secretariat."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.auth.roles import SECRETARIAT
from corridor.errors import Conflict
from corridor.parties import all_parties, country_name
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
from corridor.web.i18n import current_language
from corridor.web.templating import language_name
from notify_service import urls
from notify_service.register import actions, queries
from notify_service.register.actions import Hand
from notify_service.register.exporting import to_csv
from notify_service.register.models import Entry
from notify_service.register.rules import GROUPS, KINDS, LANGUAGES, group_name, kind_name
from notify_service.register.schemas import EntryForm, ListQuery

blueprint = Blueprint("register", __name__, url_prefix=urls.REGISTER)

_FIELDS = (
    "kind",
    "party",
    "title",
    "name",
    "position",
    "organisation",
    "email",
    "phone",
    "language",
    "deputy",
)


def hand() -> Hand:
    """The viewer as who changes something."""
    return Hand(id=viewer().id, name=viewer().name)


@blueprint.get("")
@access.roles(SECRETARIAT)
def index() -> Response:
    """Who is registered, narrowed by kind, Party, region, words; and which Parties have named nobody."""
    asked = _asked()
    order = [Entry.party, Entry.kind, Entry.deputy, Entry.name, Entry.id]
    page = paginate(queries.entries_where(_narrowing(asked)), order=order, size=50)
    missing = queries.parties_without(session(), asked["kind"]) if _asks_for_gaps(asked) else []
    return render(
        "register/index.html",
        page=page,
        asked=asked,
        counts=queries.counts_by_kind(session()),
        missing=[_party_name(code) for code in missing],
        held=queries.held_addresses(session(), page.items),
        **_choices(),
    )


def _asked() -> dict[str, Any]:
    """What the address asks for; a value that means nothing is left out."""
    schema = ListQuery(unknown="exclude")
    given = {name: value for name, value in request.args.items() if value}
    wrong = schema.validate(given)
    found: dict[str, Any] = schema.load({name: given[name] for name in given if name not in wrong})
    return found


def _narrowing(asked: dict[str, Any]) -> queries.Narrowing:
    return queries.Narrowing(
        words=asked["q"],
        kind=asked["kind"],
        party=asked["party"],
        group=asked["group"],
        ended=asked["state"] == "ended",
        declined=asked["state"] == "declined",
    )


def _asks_for_gaps(asked: dict[str, Any]) -> bool:
    only_kind = asked["kind"] and not any(asked[name] for name in ("q", "party", "group", "state"))
    return bool(only_kind) and asked["kind"] != "ORG"


def _party_name(code: str) -> str:
    return country_name(code, current_language().code) if code else ""


def _choices() -> dict[str, Any]:
    language = current_language().code
    parties = sorted(((party.iso2, party.name(language)) for party in all_parties()), key=lambda one: one[1])
    return {
        "kinds": {kind: kind_name(kind, _) for kind in KINDS},
        "groups": {group: group_name(group, _) for group in GROUPS},
        "parties": parties,
        "party_name": _party_name,
        "languages_offered": [(code, language_name(code)) for code in LANGUAGES],
    }


@blueprint.get("/export.csv")
@access.roles(SECRETARIAT)
def export() -> Response:
    """The entries as narrowed, as a file for a spreadsheet that can be imported again."""
    found = queries.list_entries(session(), _narrowing(_asked()))
    answer = Response(to_csv(found), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="register.csv"'
    return answer


@blueprint.get("/new")
@access.roles(SECRETARIAT)
def new() -> Response:
    """The form for somebody new."""
    start = {"language": "en", "kind": request.args.get("kind", ""), "party": request.args.get("party", "")}
    return _edit(Form(EntryForm, initial=start), None)


@blueprint.post("")
@access.roles(SECRETARIAT)
@idempotent
def create() -> AnyResponse:
    """Put somebody into the register."""
    form = form_from(EntryForm)
    if form.data is None:
        return _edit(form, None, 422)
    try:
        with transaction() as work:
            entry = actions.add_entry(work, hand(), form.data, now=clock.now())
            url = entry_url(entry.id)
    except Conflict as error:
        form.fail("email", error.message)
        return _edit(form, None, 409)
    notice(_("%(name)s stands in the register.", name=form.data["name"]))
    return see_other(url)


def _edit(form: Form, entry: Entry | None, status: int = 200) -> Response:
    return render("register/edit.html", status, form=form, entry=entry, **_choices())


def entry_url(entry_id: UUID) -> str:
    """The page of an entry."""
    return f"{urls.REGISTER}/{entry_id}"


@blueprint.get("/<uuid:entry_id>")
@access.roles(SECRETARIAT)
def show(entry_id: UUID) -> Response:
    """One entry with its history, and who else held the office."""
    entry = queries.get_entry(session(), entry_id)
    return render(
        "register/show.html",
        entry=entry,
        history=queries.history_of(session(), entry_id),
        others=queries.others_of(session(), entry),
        held=queries.held_addresses(session(), [entry]),
        **_choices(),
    )


@blueprint.get("/<uuid:entry_id>/edit")
@access.roles(SECRETARIAT)
def edit(entry_id: UUID) -> Response:
    """The form for a correction."""
    entry = queries.get_entry(session(), entry_id)
    return _edit(Form(EntryForm, initial={name: getattr(entry, name) for name in _FIELDS}), entry)


@blueprint.post("/<uuid:entry_id>")
@access.roles(SECRETARIAT)
@idempotent
def change(entry_id: UUID) -> AnyResponse:
    """Correct an entry."""
    form = form_from(EntryForm)
    if form.data is None:
        return _edit(form, queries.get_entry(session(), entry_id), 422)
    try:
        with transaction() as work:
            entry = queries.get_entry(work, entry_id, locked=True)
            actions.change_entry(work, entry, hand(), form.data, now=clock.now())
    except Conflict as error:
        form.fail("email", error.message)
        return _edit(form, queries.get_entry(session(), entry_id), 409)
    notice(_("Saved."))
    return see_other(entry_url(entry_id))


@blueprint.post("/<uuid:entry_id>/ending")
@access.roles(SECRETARIAT)
@idempotent
def end(entry_id: UUID) -> AnyResponse:
    """Take somebody out of the register."""
    with transaction() as work:
        entry = queries.get_entry(work, entry_id, locked=True)
        actions.end_entry(work, entry, hand(), now=clock.now())
    notice(_("This entry has ended. It stays to be seen as history."))
    return see_other(entry_url(entry_id))


@blueprint.post("/<uuid:entry_id>/rejoining")
@access.roles(SECRETARIAT)
@idempotent
def rejoin(entry_id: UUID) -> AnyResponse:
    """Write to somebody again who had asked not to be written to."""
    with transaction() as work:
        entry = queries.get_entry(work, entry_id, locked=True)
        actions.rejoin(work, entry, hand(), now=clock.now())
    notice(_("Notifications go to this address again."))
    return see_other(entry_url(entry_id))
