"""Pages of needs."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor.auth import access, roles, viewer
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
from matchmaking_service import limits
from matchmaking_service.needs import actions, rules
from matchmaking_service.needs.models import Need
from matchmaking_service.needs.page import need_page
from matchmaking_service.needs.queries import get_need, needs_where, parties_of
from matchmaking_service.needs.schemas import NeedForm, NeedListQuery, ReasonForm
from matchmaking_service.parties.queries import list_parties
from matchmaking_service.urls import need_url

blueprint = Blueprint("needs", __name__, url_prefix="/match/needs")

WRITERS = (roles.PARTY_REPRESENTATIVE, roles.FOCAL_POINT)
FIELDS = (
    "title",
    "statement",
    "language",
    "targets",
    "assistance",
    "ecosystems",
    "level",
    "wanted_from",
    "wanted_until",
    "languages",
    "other_requests",
)


@blueprint.get("")
@access.public
def index() -> Response:
    """Needs, the newest first, narrowed by target, Party, language, words."""
    asked = _narrowing()
    query = needs_where(
        viewer(),
        states=[asked["state"]] if asked["state"] else (),
        parties=[asked["party"]] if asked["party"] else (),
        target=asked["target"],
        language=asked["language"],
        words=asked["q"],
    )
    page = paginate(query, order=[Need.number.desc()])
    return render("needs/index.html", page=page, asked=asked, parties=list_parties(session()))


def _narrowing() -> dict[str, Any]:
    """What the address asks for; a value that means nothing is left out rather than refused."""
    schema = NeedListQuery(unknown="exclude")
    given = {name: value for name, value in request.args.items() if value}
    wrong = schema.validate(given)
    found: dict[str, Any] = schema.load({name: given[name] for name in given if name not in wrong})
    return found


@blueprint.get("/new")
@access.roles(*WRITERS)
def new() -> Response:
    """The form of a new need."""
    language = current_language().code
    mine = _party_options()
    start = {"language": language, "languages": [language], "level": "national", "party": mine[0][0]}
    return render("needs/edit.html", form=Form(NeedForm, initial=start), need=None, parties=mine)


def _party_options() -> list[tuple[str, str]]:
    mine = set(parties_of(viewer()))
    language = current_language().code
    return [(party.code, party.name(language)) for party in list_parties(session()) if party.code in mine]


@blueprint.post("")
@access.roles(*WRITERS)
@limits.needs
@idempotent
def create() -> AnyResponse:
    """Save a draft; go on to submit it when that was the button."""
    form = form_from(NeedForm)
    if form.data is None:
        return render("needs/edit.html", 422, form=form, need=None, parties=_party_options())
    with transaction() as work:
        need = actions.draft_need(work, viewer(), **_columns(form.data), party=form.data["party"])
    return _after_saving(need)


def _columns(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in FIELDS}


def _after_saving(need: Need) -> AnyResponse:
    if request.form.get("_then") != "submit":
        notice(_("The draft is saved."))
        return see_other(need_url(need.number))
    return _submit(need)


def _submit(need: Need) -> AnyResponse:
    if _missing(need):
        return see_other(f"{need_url(need.number)}/edit?check=1")
    with transaction() as work:
        fresh = get_need(work, need.number, viewer=viewer(), lock=True)
        actions.submit_need(work, fresh, viewer(), origin=_origin())
    notice(_("The need is submitted; the national focal point is asked to endorse it."))
    return see_other(need_url(need.number))


def _missing(need: Need) -> dict[str, list[object]]:
    return rules.missing_for_submission(
        title=need.title,
        statement=need.statement,
        targets=need.targets,
        assistance=need.assistance,
        languages=need.languages,
    )


@blueprint.get("/<int:number>")
@access.public
def show(number: int) -> Response:
    """One need: its life, the statement, who could help and why, offers, history."""
    need = get_need(session(), number, viewer=viewer())
    return render("needs/show.html", page=need_page(session(), need, viewer=viewer()), need=need)


@blueprint.get("/<int:number>/edit")
@access.roles(*WRITERS)
def edit(number: int) -> Response:
    """The form of a need that is still with its Party."""
    need = _editable(number)
    values = {name: getattr(need, name) for name in FIELDS} | {"party": need.party_code}
    form = Form(NeedForm, initial={key: "" if value is None else value for key, value in values.items()})
    if "check" in request.args:
        for name, messages in _missing(need).items():
            for message in messages:
                form.fail(name, message)
    return render("needs/edit.html", form=form, need=need, parties=_party_options())


@blueprint.post("/<int:number>/edit")
@access.roles(*WRITERS)
@limits.needs
@idempotent
def update(number: int) -> AnyResponse:
    """Save the changes."""
    form = form_from(NeedForm)
    with transaction() as work:
        need = _editable(number, lock=True)
        if form.data is None:
            return render("needs/edit.html", 422, form=form, need=need, parties=_party_options())
        actions.edit_need(need, viewer(), **_columns(form.data))
        work.flush()
    return _after_saving(need)


def _editable(number: int, *, lock: bool = False) -> Need:
    need = get_need(session(), number, viewer=viewer(), lock=lock)
    rules.demand_editable(viewer(), need.state, party=need.party_code)
    return need


@blueprint.post("/<int:number>/submission")
@access.roles(*WRITERS)
@idempotent
def submit(number: int) -> AnyResponse:
    """Hand the need to the focal point."""
    return _submit(get_need(session(), number, viewer=viewer()))


@blueprint.post("/<int:number>/endorsement")
@access.roles(roles.FOCAL_POINT)
@idempotent
def endorse(number: int) -> AnyResponse:
    """The focal point endorses."""
    with transaction() as work:
        need = get_need(work, number, viewer=viewer(), lock=True)
        actions.endorse_need(work, need, viewer(), origin=_origin())
    notice(_("Endorsed. The secretariat screens the need next."))
    return see_other(need_url(number))


@blueprint.post("/<int:number>/publication")
@access.roles(roles.SECRETARIAT, roles.COORDINATION)
@idempotent
def publish(number: int) -> AnyResponse:
    """Screened and eligible."""
    with transaction() as work:
        need = get_need(work, number, viewer=viewer(), lock=True)
        actions.publish_need(work, need, viewer(), origin=_origin())
    notice(_("Published. The best-fitting centres are told."))
    return see_other(need_url(number))


# Steps that want a reason have a page of their own: what it means, a text box, one button.
WITH_REASON = {
    "return": actions.return_need,
    "refusal": actions.decline_need,
    "withdrawal": actions.withdraw_need,
}
STEP_OF = {"return": "return", "refusal": "decline", "withdrawal": "withdraw"}


@blueprint.get("/<int:number>/<any('return', refusal, withdrawal):step>")
@access.member
def ask_reason(number: int, step: str) -> Response:
    """Ask for the reason of a step."""
    need = get_need(session(), number, viewer=viewer())
    rules.demand(viewer(), STEP_OF[step], party=need.party_code)
    return render("needs/reason.html", form=Form(ReasonForm), need=need, step=step)


@blueprint.post("/<int:number>/<any('return', refusal, withdrawal):step>")
@access.member
@idempotent
def take_step(number: int, step: str) -> AnyResponse:
    """Return, decline or withdraw, with the reason."""
    form = form_from(ReasonForm)
    if form.data is None:
        need = get_need(session(), number, viewer=viewer())
        return render("needs/reason.html", 422, form=form, need=need, step=step)
    with transaction() as work:
        need = get_need(work, number, viewer=viewer(), lock=True)
        WITH_REASON[step](work, need, viewer(), reason=form.data["reason"], origin=_origin())
    return see_other(need_url(number))


def _origin() -> str:
    return frame().settings.base_url
