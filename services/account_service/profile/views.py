"""One's own account: the profile, the password, the language."""

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from account_service import urls
from account_service.accounts.models import Account
from account_service.accounts.password_rules import weakness
from account_service.accounts.passwords import password_fits
from account_service.accounts.queries import get_account
from account_service.audit.views import acting
from account_service.limits import rules as limits
from account_service.limits.web import is_too_much
from account_service.profile import actions, choices
from account_service.profile.schemas import ChangePassword, ProfileForm
from account_service.roles.queries import centre_names, describe
from account_service.sessions.browser import open_for_browser, sign_in_browser
from account_service.sessions.queries import find_session
from account_service.sessions.recent import ask_again, is_recent
from corridor import clock
from corridor.auth import access, viewer
from corridor.web import Form, idempotent, notice, render, safe_return_to, see_other, session, transaction
from corridor.web.frame import frame
from corridor.web.i18n import LANGUAGES, current_language, set_language

blueprint = Blueprint("profile", __name__, url_prefix="/account")


@blueprint.get("/profile")
@access.signed_in
def edit() -> Response:
    """Show the profile, ready to be changed."""
    account = get_account(session(), viewer().id)
    return _page(
        account, Form(ProfileForm, initial={name: getattr(account, name) for name in actions.EDITABLE})
    )


@blueprint.post("/profile")
@access.signed_in
@idempotent
def save() -> Response:
    """Keep the profile."""
    form = Form(ProfileForm)
    typed = form.load(request.form)
    account = get_account(session(), viewer().id)
    if typed is None:
        return _page(account, form, status=422)
    with transaction() as work:
        account = actions.edit_profile(work, account.account_id, typed)
    notice(_("Your profile is saved."))
    response = see_other(urls.PROFILE)
    set_language(response, account.ui_language)
    return response


def _page(account: Account, form: Form, *, status: int = 200) -> Response:
    names, language = centre_names(session(), account.roles), current_language().code
    return render(
        "profile/edit.html",
        status,
        account=account,
        form=form,
        roles=[describe(role, language=language, centres=names) for role in account.roles],
        countries=choices.country_options(),
        working_languages=choices.language_options(),
        interface_languages=choices.interface_options(),
        time_zones=choices.time_zone_options(),
    )


@blueprint.get("/password")
@access.signed_in
def password() -> Response:
    """Ask for a new password."""
    account = get_account(session(), viewer().id)
    if _is_unproven(account):
        return ask_again()
    return render("profile/password.html", form=Form(ChangePassword), account=account)


def _is_unproven(account: Account) -> bool:
    """Where there is no password to ask for, a browser left open must not be given one."""
    return account.password_hash is None and not is_recent()


@blueprint.post("/password")
@access.signed_in
def change_password() -> Response:
    """Set the new password; other devices are signed out."""
    account = get_account(session(), viewer().id)
    if _is_unproven(account):
        return ask_again()
    form = Form(ChangePassword)
    typed = form.load(request.form)
    if typed is None:
        return render("profile/password.html", 422, form=form, account=account)
    if is_too_much(form, "current", (limits.PASSWORD_BY_ACCOUNT, account.email)):
        return render("profile/password.html", 429, form=form, account=account)
    _check(form, account, typed["current"], typed["password"])
    if form.errors:
        return render("profile/password.html", 422, form=form, account=account)
    return _change(account, typed["password"])


def _change(account: Account, chosen: str) -> Response:
    """This browser goes on, under a session id nobody knew before."""
    before = find_session(session(), viewer().session_id)
    with transaction() as work:
        actions.change_password(
            work, account, chosen, actor=acting(), settings=frame().settings, now=clock.now()
        )
        living = open_for_browser(account, method="password", keep=bool(before and before.keep))
    notice(_("Your password is changed. Other devices have been signed out."))
    return sign_in_browser(see_other(urls.PROFILE), living)


def _check(form: Form, account: Account, current: str, new: str) -> None:
    if account.password_hash and not password_fits(current, account.password_hash):
        form.fail("current", _("This is not your password so far."))
    weak = weakness(new, known=(account.name, account.handle, account.email))
    if weak:
        form.fail("password", weak)


@blueprint.post("/language")
@access.public
def choose_language() -> Response:
    """Read the site in another language from here on."""
    code = request.form.get("language", "")
    me = viewer()
    if me.id and code in LANGUAGES:
        with transaction() as work:
            actions.edit_profile(work, me.id, {"ui_language": code})
    response = see_other(safe_return_to(request.form.get("return_to")))
    set_language(response, code)
    return response
