"""Leaving: chosen, confirmed by who one is, undone for two weeks."""

from flask import Blueprint
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from werkzeug.wrappers import Response

from account_service import urls
from account_service.accounts.folding import handle_key, typed_handle
from account_service.accounts.queries import get_account
from account_service.farewells import actions
from account_service.farewells.queries import find_farewell, get_farewell
from account_service.sessions.recent import recent
from corridor import clock
from corridor.auth import access, viewer
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame

blueprint = Blueprint("farewells", __name__, url_prefix="/account/leaving")


class FarewellForm(Schema):
    """How one wants to leave, and one's own handle typed to show that it is meant."""

    kind = fields.String(required=True, validate=validate.OneOf(["anonymise", "delete"]))
    posts = fields.String(required=True, validate=validate.OneOf(["keep", "remove"]))
    handle = fields.String(required=True, validate=validate.Length(max=80))


@blueprint.get("")
@access.signed_in
@recent
def show() -> Response:
    """What leaving means, or the day it is for and the way back."""
    return _page(Form(FarewellForm, initial={"posts": "keep"}))


def _page(form: Form, *, status: int = 200) -> Response:
    account = get_account(session(), viewer().id)
    farewell = find_farewell(session(), account.account_id)
    days = actions.WAIT.days
    return render("farewells/show.html", status, form=form, account=account, farewell=farewell, days=days)


@blueprint.post("")
@access.signed_in
@recent
@idempotent
def ask() -> Response:
    """Begin the days of waiting."""
    form = form_from(FarewellForm)
    account = get_account(session(), viewer().id)
    if form.data is not None and handle_key(typed_handle(form.data["handle"])) != handle_key(account.handle):
        form.fail("handle", _("This is not your handle."))
    if form.data is None:
        return _page(form, status=422)
    with transaction() as work:
        settings, now = frame().settings, clock.now()
        chosen = {"kind": form.data["kind"], "posts": form.data["posts"]}
        actions.ask_to_leave(work, account, **chosen, settings=settings, now=now)
    notice(_("Your wish is noted. Until the day comes you can undo it here."))
    return see_other(urls.LEAVING)


@blueprint.post("/undoing")
@access.signed_in
def undo() -> Response:
    """Stay."""
    with transaction() as work:
        farewell = get_farewell(work, viewer().id)
        actions.stay(work, get_account(work, viewer().id), farewell, now=clock.now())
    notice(_("You stay. Nothing was changed."))
    return see_other(urls.PROFILE)
