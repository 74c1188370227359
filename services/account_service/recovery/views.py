"""A forgotten password: address, code or link, new password."""

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from account_service import urls
from account_service.accounts.models import Account
from account_service.accounts.password_rules import weakness
from account_service.accounts.queries import get_account
from account_service.audit.actions import Actor
from account_service.challenges import actions as challenges
from account_service.challenges import browser, rules
from account_service.challenges.models import Challenge
from account_service.limits import rules as limits
from account_service.limits.web import count, is_too_much
from account_service.profile.actions import change_password
from account_service.recovery import actions
from account_service.sessions.browser import open_for_browser, sign_in_browser, visitor
from account_service.sign_in.actions import wrong_code
from account_service.sign_in.schemas import CodeForm
from account_service.sign_up.schemas import EmailForm, PasswordForm
from corridor import clock
from corridor.auth import access
from corridor.web import Form, notice, render, see_other, session, transaction
from corridor.web.frame import frame

blueprint = Blueprint("recovery", __name__, url_prefix="/account/password")


@blueprint.get("/forgotten")
@access.public
def new() -> Response:
    """Ask for the address."""
    return render("recovery/new.html", form=Form(EmailForm))


@blueprint.post("/forgotten")
@access.public
def ask_code() -> Response:
    """Mail a code and a link; the same for every address."""
    form = Form(EmailForm)
    typed = form.load(request.form)
    if typed is None:
        return render("recovery/new.html", 422, form=form)
    if is_too_much(form, "email", (limits.MAIL_BY_ADDRESS, typed["email"]), limits.MAIL_BY_IP):
        return render("recovery/new.html", 429, form=form)
    with transaction() as work:
        cookie = actions.mail_reset(work, typed["email"], settings=frame().settings, now=clock.now())
    return browser.remember(see_other(urls.RESET_CODE), cookie)


@blueprint.get("/code")
@access.public
def code() -> Response:
    """Ask for the mailed code."""
    challenge = browser.current_challenge(rules.RESET_PASSWORD)
    if challenge is None:
        return _over()
    return render("recovery/code.html", form=Form(CodeForm), email=challenge.email)


@blueprint.post("/code")
@access.public
def enter_code() -> Response:
    """Go on when the code is right."""
    challenge = browser.current_challenge(rules.RESET_PASSWORD)
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
        return render("recovery/code.html", 422, form=form, email=challenge.email)
    return see_other(urls.RESET_PASSWORD)


@blueprint.get("/link/<token>")
@access.public
def link(token: str) -> Response:
    """Only a button: scanners of mail follow links, and must not use them up."""
    return render("recovery/link.html", token=token)


@blueprint.post("/link/<token>")
@access.public
def follow_link(token: str) -> Response:
    """Go on in this browser."""
    with transaction() as work:
        challenge = challenges.take_link(work, rules.RESET_PASSWORD, token, now=clock.now())
        cookie = challenges.bind_to_browser(challenge) if challenge else ""
    if challenge is None:
        return _over()
    return browser.remember(see_other(urls.RESET_PASSWORD), cookie)


@blueprint.get("/new")
@access.public
def password() -> Response:
    """Ask for the new password."""
    challenge = _confirmed()
    if challenge is None:
        return _over()
    return render("recovery/password.html", form=Form(PasswordForm), email=challenge.email)


@blueprint.post("/new")
@access.public
def set_password() -> Response:
    """Set it, end all other sessions, sign in."""
    challenge = _confirmed()
    if challenge is None:
        return _over()
    account = get_account(session(), challenge.account_id)
    form = Form(PasswordForm)
    typed = form.load(request.form)
    weak = weakness(typed["password"], known=(account.name, account.handle, account.email)) if typed else None
    if weak:
        form.fail("password", weak)
    if typed is None or weak:
        return render("recovery/password.html", 422, form=form, email=challenge.email)
    return _set(challenge, account, typed["password"])


def _set(challenge: Challenge, account: Account, chosen: str) -> Response:
    now, living = clock.now(), None
    actor = Actor(id=account.account_id, name=account.name, ip=visitor().ip)
    with transaction() as work:
        if account.active and challenges.use(work, challenge, now=now):
            change_password(work, account, chosen, actor=actor, settings=frame().settings, now=now)
            living = open_for_browser(account, method="reset")
    if living is None:
        return _over()
    notice(_("Your new password is set, and you are signed in."))
    return browser.forget(sign_in_browser(see_other(urls.PROFILE), living))


def _confirmed() -> Challenge | None:
    challenge = browser.current_challenge(rules.RESET_PASSWORD)
    return challenge if challenge and challenge.confirmed_at and challenge.account_id else None


def _over() -> Response:
    notice(_("This code or link is no longer valid. Ask for a new one."), "warning")
    return see_other(urls.FORGOT)
