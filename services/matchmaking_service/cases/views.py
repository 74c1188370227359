"""Pages of cases."""

from flask import Blueprint, Response
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
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
from matchmaking_service.cases import actions, rules
from matchmaking_service.cases.models import Case
from matchmaking_service.cases.queries import cases_where, get_case
from matchmaking_service.cases.schemas import EvaluationForm, MilestoneChangeForm, MilestoneForm, NoteForm
from matchmaking_service.urls import case_url

blueprint = Blueprint("cases", __name__, url_prefix="/match/cases")

FORMS = {"milestone": MilestoneForm, "note": NoteForm, "evaluation": EvaluationForm}


@blueprint.get("")
@access.member
def index() -> Response:
    """The cases of the viewer, or all for who looks after the whole."""
    page = paginate(cases_where(viewer()), order=[Case.number.desc()])
    return render("cases/index.html", page=page)


@blueprint.get("/<int:number>")
@access.member
def show(number: int) -> Response:
    """A case: its plan, how it goes, how it was."""
    return _page(get_case(session(), number, viewer=viewer()))


def _page(case: Case, status: int = 200, **typed: Form) -> Response:
    forms = {name: typed.get(name, Form(schema)) for name, schema in FORMS.items()}
    side = rules.side_of(viewer(), provider=case.provider.slug, party=case.need.party_code)
    return render(
        "cases/show.html",
        status,
        case=case,
        forms=forms,
        side=side,
        today=clock.now().date(),
        evaluated=any(one.side == side for one in case.evaluations),
    )


@blueprint.post("/<int:number>/milestones")
@access.member
@idempotent
def add_milestone(number: int) -> AnyResponse:
    """Agree on a step and its date."""
    form = form_from(MilestoneForm)
    if form.data is None:
        return _page(get_case(session(), number, viewer=viewer()), 422, milestone=form)
    with transaction() as work:
        case = get_case(work, number, viewer=viewer(), lock=True)
        actions.add_milestone(work, case, viewer(), origin=_origin(), **form.data)
    return see_other(f"{case_url(number)}#plan")


@blueprint.post("/<int:number>/milestones/<int:milestone_id>")
@access.member
@idempotent
def change_milestone(number: int, milestone_id: int) -> AnyResponse:
    """A step is reached, or at risk."""
    form = form_from(MilestoneChangeForm)
    if form.data is None:
        notice(_("Say whether the milestone is reached or at risk."), "danger")
        return see_other(f"{case_url(number)}#plan")
    change = actions.reach_milestone if form.data["state"] == "reached" else actions.put_at_risk
    with transaction() as work:
        case = get_case(work, number, viewer=viewer(), lock=True)
        milestone = actions.milestone_of(case, milestone_id)
        change(work, case, milestone, viewer(), remark=form.data["remark"], origin=_origin())
    return see_other(f"{case_url(number)}#plan")


@blueprint.post("/<int:number>/notes")
@access.member
@idempotent
def add_note(number: int) -> AnyResponse:
    """Say how it goes."""
    form = form_from(NoteForm)
    if form.data is None:
        return _page(get_case(session(), number, viewer=viewer()), 422, note=form)
    with transaction() as work:
        case = get_case(work, number, viewer=viewer(), lock=True)
        actions.add_note(work, case, viewer(), origin=_origin(), **form.data)
    return see_other(f"{case_url(number)}#notes")


@blueprint.post("/<int:number>/delivery")
@access.member
@idempotent
def deliver(number: int) -> AnyResponse:
    """The centre says that the work is done."""
    with transaction() as work:
        case = get_case(work, number, viewer=viewer(), lock=True)
        actions.deliver_case(work, case, viewer(), origin=_origin())
    notice(_("Delivered. Both sides are asked to evaluate."))
    return see_other(case_url(number))


@blueprint.post("/<int:number>/evaluations")
@access.member
@idempotent
def evaluate(number: int) -> AnyResponse:
    """One side says how it was."""
    form = form_from(EvaluationForm)
    if form.data is None:
        return _page(get_case(session(), number, viewer=viewer()), 422, evaluation=form)
    with transaction() as work:
        case = get_case(work, number, viewer=viewer(), lock=True)
        actions.evaluate_case(work, case, viewer(), origin=_origin(), **form.data)
    notice(_("Thank you. The case is closed when both sides have evaluated."))
    return see_other(f"{case_url(number)}#evaluations")


def _origin() -> str:
    return frame().settings.base_url
