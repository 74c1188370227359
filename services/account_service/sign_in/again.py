"""Show once more who you are, before something that matters."""

from flask import Blueprint, request
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from werkzeug.wrappers import Response

from account_service.accounts.passwords import password_fits
from account_service.accounts.queries import get_account
from account_service.limits import rules as limits
from account_service.limits.web import is_too_much
from account_service.sessions.browser import open_for_browser, sign_in_browser
from account_service.sessions.queries import find_session
from corridor.auth import access, viewer
from corridor.web import Form, render, safe_return_to, see_other, session, transaction

blueprint = Blueprint("again", __name__, url_prefix="/account/sign-in/again")


class AgainForm(Schema):
    """The password, and where to go on."""

    password = fields.String(required=True, validate=validate.Length(max=1024))
    return_to = fields.String(load_default="")


@blueprint.get("")
@access.signed_in
def ask() -> Response:
    """Ask for the password; who has none has a code mailed."""
    return _page(Form(AgainForm, initial={"return_to": safe_return_to(request.args.get("return_to"))}))


@blueprint.post("")
@access.signed_in
def confirm() -> Response:
    """Go on with a fresh session in this browser."""
    form = Form(AgainForm)
    typed = form.load(request.form)
    if typed is None:
        return _page(form, status=422)
    if is_too_much(form, "password", (limits.PASSWORD_BY_ACCOUNT, viewer().email)):
        return _page(form, status=429)
    account = get_account(session(), viewer().id)
    if not password_fits(typed["password"], account.password_hash):
        form.fail("password", _("This is not your password."))
        return _page(form, status=422)
    with transaction() as work:
        before = find_session(work, viewer().session_id)
        living = open_for_browser(account, method="password", keep=bool(before and before.keep))
    return sign_in_browser(see_other(safe_return_to(typed["return_to"])), living)


def _page(form: Form, *, status: int = 200) -> Response:
    account = get_account(session(), viewer().id)
    return render("sign_in/again.html", status, form=form, account=account)
