"""The sign-up: address, code, about you, password; a page each."""

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from account_service import urls
from account_service.accounts.password_rules import weakness
from account_service.challenges import actions as challenges
from account_service.challenges import browser, rules
from account_service.challenges.models import Challenge
from account_service.limits import rules as limits
from account_service.limits.web import count, is_too_much
from account_service.profile import choices
from account_service.profile.schemas import AboutYou
from account_service.sessions.browser import open_for_browser, sign_in_browser
from account_service.sign_in.actions import wrong_code
from account_service.sign_in.schemas import CodeForm
from account_service.sign_up import actions
from account_service.sign_up.schemas import EmailForm, PasswordForm
from corridor import clock
from corridor.auth import access, viewer
from corridor.web import Form, notice, render, safe_return_to, see_other, transaction
from corridor.web.frame import frame
from corridor.web.i18n import current_language

blueprint = Blueprint("sign_up", __name__, url_prefix="/account/sign-up")


@blueprint.get("")
@access.public
def new() -> Response:
    """Ask for the address."""
    return_to = safe_return_to(request.args.get("return_to"))
    if viewer().signed_in:
        return see_other(return_to)
    form = Form(EmailForm, initial={"return_to": return_to})
    return render("sign_up/new.html", form=form, settings=frame().settings)


@blueprint.post("")
@access.public
def ask_code() -> Response:
    """Mail a code, and go on to where it is typed; the same for every address."""
    form = Form(EmailForm)
    typed = form.load(request.form)
    if typed is None:
        return render("sign_up/new.html", 422, form=form, settings=frame().settings)
    if is_too_much(form, "email", (limits.MAIL_BY_ADDRESS, typed["email"]), limits.MAIL_BY_IP):
        return render("sign_up/new.html", 429, form=form, settings=frame().settings)
    with transaction() as work:
        cookie = actions.ask_address(
            work,
            typed["email"],
            language=current_language().code,
            return_to=safe_return_to(typed["return_to"]),
            settings=frame().settings,
            now=clock.now(),
        )
    return browser.remember(see_other(urls.SIGN_UP_CODE), cookie)


@blueprint.get("/code")
@access.public
def code() -> Response:
    """Ask for the mailed code."""
    challenge = browser.current_challenge(rules.CONFIRM_EMAIL)
    if challenge is None:
        return _over()
    return render("sign_up/code.html", form=Form(CodeForm), email=challenge.email)


@blueprint.post("/code")
@access.public
def enter_code() -> Response:
    """Go on when the code is right."""
    challenge = browser.current_challenge(rules.CONFIRM_EMAIL)
    if challenge is None:
        return _over()
    count(limits.CODE_BY_IP)
    form = Form(CodeForm)
    typed = form.load(request.form)
    with transaction() as work:
        key, now = frame().settings.secret_key, clock.now()
        right = bool(typed) and challenges.try_code(work, challenge, form.values["code"], key=key, now=now)
    if not right:
        if typed:
            form.fail("code", wrong_code())
        return render("sign_up/code.html", 422, form=form, email=challenge.email)
    return see_other(urls.SIGN_UP_DETAILS)


@blueprint.get("/details")
@access.public
def details() -> Response:
    """Ask who this is."""
    challenge = _confirmed()
    if challenge is None:
        return _over()
    return _details_page(Form(AboutYou, initial=challenge.data.get("about", {})))


@blueprint.post("/details")
@access.public
def keep_details() -> Response:
    """Remember the answers; who comes from the upstream provider needs no password, so is done."""
    challenge = _confirmed()
    if challenge is None:
        return _over()
    form = Form(AboutYou)
    typed = form.load(request.form)
    if typed is None:
        return _details_page(form, status=422)
    with transaction() as work:
        actions.keep_answers(work, challenge, typed)
    return (
        _finish(challenge, None) if challenge.purpose == rules.UPSTREAM else see_other(urls.SIGN_UP_PASSWORD)
    )


def _details_page(form: Form, *, status: int = 200) -> Response:
    countries, languages = choices.country_options(), choices.language_options()
    return render("sign_up/details.html", status, form=form, countries=countries, working_languages=languages)


@blueprint.get("/password")
@access.public
def password() -> Response:
    """Ask for a password, or for none."""
    challenge = _confirmed()
    if challenge is None or "about" not in challenge.data:
        return _over()
    return render("sign_up/password.html", form=Form(PasswordForm), email=challenge.email)


@blueprint.post("/password")
@access.public
def choose_password() -> Response:
    """Open the account and sign in."""
    challenge = _confirmed()
    if challenge is None or "about" not in challenge.data:
        return _over()
    if "_without" in request.form:
        return _finish(challenge, None)
    form = Form(PasswordForm)
    typed = form.load(request.form)
    weak = (
        weakness(typed["password"], known=(challenge.data["about"]["name"], challenge.email))
        if typed
        else None
    )
    if weak:
        form.fail("password", weak)
    if typed is None or weak:
        return render("sign_up/password.html", 422, form=form, email=challenge.email)
    return _finish(challenge, typed["password"])


def _finish(challenge: Challenge, chosen: str | None) -> Response:
    with transaction() as work:
        account = actions.finish(
            work,
            challenge,
            password=chosen,
            language=current_language().code,
            settings=frame().settings,
            now=clock.now(),
        )
        living = open_for_browser(account, method="sign_up")
    notice(_("Welcome to Corridor, %(name)s.", name=account.name))
    way = safe_return_to(challenge.data.get("return_to"), default=urls.PROFILE)
    return browser.forget(sign_in_browser(see_other(way), living))


def _confirmed() -> Challenge | None:
    """The sign-up of this browser, once its address is proven: no step can be skipped."""
    challenge = browser.current_challenge(*actions.PURPOSES)
    return challenge if challenge and challenge.confirmed_at else None


def _over() -> Response:
    notice(_("This sign-up has ended or was finished. Begin again with your address."), "warning")
    return see_other(urls.SIGN_UP)
