"""The sign-in pages."""

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from account_service import urls
from account_service.challenges import actions as challenges
from account_service.challenges import browser, rules
from account_service.limits import rules as limits
from account_service.limits.web import count, is_too_much
from account_service.sessions.browser import open_for_browser, sign_in_browser
from account_service.sign_in import actions
from account_service.sign_in.schemas import CodeForm, SignInForm
from corridor import clock
from corridor.auth import access, viewer
from corridor.web import Form, notice, render, safe_return_to, see_other, transaction
from corridor.web.frame import frame

blueprint = Blueprint("sign_in", __name__, url_prefix="/account/sign-in")


@blueprint.get("")
@access.public
def new() -> Response:
    """Ask for address and password."""
    return_to = safe_return_to(request.args.get("return_to"))
    if viewer().signed_in:
        return see_other(return_to)
    return _page(Form(SignInForm, initial={"return_to": return_to}))


@blueprint.post("")
@access.public
def sign_in() -> Response:
    """By password, or on to the code when that button was pressed."""
    form = Form(SignInForm)
    typed = form.load(request.form)
    if typed is None:
        return _page(form, status=422)
    return _mail_code(form, typed) if "_code" in request.form else _by_password(form, typed)


def _page(form: Form, *, status: int = 200) -> Response:
    return render("sign_in/new.html", status, form=form, settings=frame().settings)


def _by_password(form: Form, typed: dict[str, Any]) -> Response:
    if is_too_much(form, "email", (limits.PASSWORD_BY_ACCOUNT, typed["email"]), limits.PASSWORD_BY_IP):
        return _page(form, status=429)
    with transaction() as work:
        account = actions.account_by_password(work, typed["email"], typed["password"])
        living = open_for_browser(account, method="password", keep=typed["keep"]) if account else None
    if living is None:
        form.fail("password", actions.wrong_pair())
        return _page(form, status=422)
    return sign_in_browser(see_other(safe_return_to(typed["return_to"])), living)


def _mail_code(form: Form, typed: dict[str, Any]) -> Response:
    if is_too_much(form, "email", (limits.MAIL_BY_ADDRESS, typed["email"]), limits.MAIL_BY_IP):
        return _page(form, status=429)
    with transaction() as work:
        cookie = actions.mail_code(
            work,
            typed["email"],
            settings=frame().settings,
            keep=typed["keep"],
            return_to=safe_return_to(typed["return_to"]),
            now=clock.now(),
        )
    return browser.remember(see_other(urls.SIGN_IN_CODE), cookie)


@blueprint.get("/code")
@access.public
def code() -> Response:
    """Ask for the mailed code."""
    challenge = browser.current_challenge(rules.SIGN_IN)
    if challenge is None:
        return _over()
    return render("sign_in/code.html", form=Form(CodeForm), email=challenge.email)


@blueprint.post("/code")
@access.public
def enter_code() -> Response:
    """Sign in when the code is right."""
    challenge = browser.current_challenge(rules.SIGN_IN)
    if challenge is None:
        return _over()
    count(limits.CODE_BY_IP)
    form, now = Form(CodeForm), clock.now()
    typed = form.load(request.form)
    living = None
    with transaction() as work:
        key = frame().settings.secret_key
        if typed and challenges.try_code(work, challenge, typed["code"], key=key, now=now):
            account = actions.account_of(work, challenge, now=now)
            living = open_for_browser(account, method="code", keep=_kept(challenge)) if account else None
    if living is None:
        if typed:
            form.fail("code", actions.wrong_code())
        return render("sign_in/code.html", 422, form=form, email=challenge.email)
    return browser.forget(sign_in_browser(see_other(_way(challenge)), living))


@blueprint.get("/link/<token>")
@access.public
def link(token: str) -> Response:
    """Only a button: scanners of mail follow links, and must not sign anybody in or use the link up."""
    return render("sign_in/link.html", token=token)


@blueprint.post("/link/<token>")
@access.public
def follow_link(token: str) -> Response:
    """Sign in by the link."""
    now, living = clock.now(), None
    with transaction() as work:
        challenge = challenges.take_link(work, rules.SIGN_IN, token, now=now)
        account = actions.account_of(work, challenge, now=now) if challenge else None
        if challenge and account:
            living = open_for_browser(account, method="link", keep=_kept(challenge))
    if challenge is None or living is None:
        return _over()
    return browser.forget(sign_in_browser(see_other(_way(challenge)), living))


def _over() -> Response:
    notice(_("This code or link is no longer valid. Ask for a new one."), "warning")
    return see_other(urls.SIGN_IN)


def _kept(challenge: Any) -> bool:
    return bool(challenge.data.get("keep"))


def _way(challenge: Any) -> str:
    return safe_return_to(challenge.data.get("return_to"))
