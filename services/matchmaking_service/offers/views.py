"""Pages of offers."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor.auth import access, roles, viewer
from corridor.errors import NotFound
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from matchmaking_service import limits
from matchmaking_service.cases.queries import case_of_need
from matchmaking_service.needs.queries import get_need
from matchmaking_service.needs.schemas import ReasonForm
from matchmaking_service.offers import actions, rules
from matchmaking_service.offers.models import Offer
from matchmaking_service.offers.queries import get_offer
from matchmaking_service.offers.schemas import OfferForm, QuestionForm
from matchmaking_service.providers.queries import get_provider, own_providers
from matchmaking_service.urls import case_url, offer_url

blueprint = Blueprint("offers", __name__, url_prefix="/match")


@blueprint.get("/needs/<int:number>/offers/new")
@access.roles(roles.CENTRE_STAFF)
def new(number: int) -> Response:
    """The form of an offer."""
    need = get_need(session(), number, viewer=viewer())
    own = own_providers(session(), viewer())
    chosen = request.args.get("provider", own[0].slug if own else "")
    form = Form(OfferForm, initial={"provider": chosen, "contact": viewer().email})
    return render("offers/new.html", form=form, need=need, own=own)


@blueprint.post("/needs/<int:number>/offers")
@access.roles(roles.CENTRE_STAFF)
@limits.offers
@idempotent
def create(number: int) -> AnyResponse:
    """A centre offers to answer the need."""
    form = form_from(OfferForm)
    data = form.data
    if data is None:
        need = get_need(session(), number, viewer=viewer())
        return render("offers/new.html", 422, form=form, need=need, own=own_providers(session(), viewer()))
    with transaction() as work:
        need = get_need(work, number, viewer=viewer(), lock=True)
        provider = get_provider(work, data.pop("provider"))
        offer = actions.make_offer(work, need, provider, viewer(), origin=_origin(), **data)
    notice(_("The offer is made; the Party is told."))
    return see_other(offer_url(offer.id))


@blueprint.get("/offers/<uuid:offer_id>")
@access.member
def show(offer_id: UUID) -> Response:
    """An offer, for both sides."""
    return _page(get_offer(session(), offer_id, viewer=viewer()), Form(QuestionForm))


def _page(offer: Offer, form: Form, status: int = 200) -> Response:
    return render(
        "offers/show.html",
        status,
        offer=offer,
        form=form,
        may=_allowed(offer),
        case=case_of_need(session(), offer.need) if offer.state == "accepted" else None,
    )


def _allowed(offer: Offer) -> dict[str, bool]:
    scope = {"provider": offer.provider.slug, "party": offer.need.party_code}
    steps = ("accept", "decline", "withdraw", "ask")
    return {step: offer.state == "open" and rules.may(viewer(), step, **scope) for step in steps}


@blueprint.post("/offers/<uuid:offer_id>/acceptance")
@access.member
@idempotent
def accept(offer_id: UUID) -> AnyResponse:
    """The Party accepts: a case opens."""
    with transaction() as work:
        offer = get_offer(work, offer_id, viewer=viewer())
        case = actions.accept_offer(work, offer, viewer(), origin=_origin())
    notice(_("Accepted. The case is open; both sides can plan the work now."))
    return see_other(case_url(case.number))


WITH_REASON = {"refusal": actions.decline_offer, "withdrawal": actions.withdraw_offer}
STEP_OF = {"refusal": "decline", "withdrawal": "withdraw"}


@blueprint.get("/offers/<uuid:offer_id>/<any(refusal, withdrawal):step>")
@access.member
def ask_reason(offer_id: UUID, step: str) -> Response:
    """Ask for the reason of a step."""
    offer = get_offer(session(), offer_id, viewer=viewer())
    if not _allowed(offer)[STEP_OF[step]]:
        raise NotFound
    return render("offers/reason.html", form=Form(ReasonForm), offer=offer, step=step)


@blueprint.post("/offers/<uuid:offer_id>/<any(refusal, withdrawal):step>")
@access.member
@idempotent
def take_step(offer_id: UUID, step: str) -> AnyResponse:
    """Decline or withdraw, with the reason."""
    form = form_from(ReasonForm)
    offer = get_offer(session(), offer_id, viewer=viewer())
    if form.data is None:
        return render("offers/reason.html", 422, form=form, offer=offer, step=step)
    with transaction() as work:
        WITH_REASON[step](work, offer, viewer(), reason=form.data["reason"], origin=_origin())
    return see_other(offer_url(offer_id))


@blueprint.post("/offers/<uuid:offer_id>/questions")
@access.member
@limits.questions
@idempotent
def ask(offer_id: UUID) -> AnyResponse:
    """A question or an answer about an open offer."""
    form = form_from(QuestionForm)
    offer = get_offer(session(), offer_id, viewer=viewer())
    if form.data is None:
        return _page(offer, form, 422)
    with transaction() as work:
        actions.ask(work, offer, viewer(), body=form.data["body"])
    return see_other(f"{offer_url(offer_id)}#questions")


def _origin() -> str:
    return frame().settings.base_url
