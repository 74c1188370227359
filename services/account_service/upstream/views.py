"""There and back: the sign-in through the upstream provider."""

from typing import Any

from flask import Blueprint, current_app, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from account_service import urls
from account_service.accounts.queries import find_by_email, get_account
from account_service.audit.actions import write_down
from account_service.audit.views import acting
from account_service.challenges import browser
from account_service.sessions.browser import open_for_browser, sign_in_browser
from account_service.upstream import actions
from account_service.upstream.models import UpstreamVisit
from account_service.upstream.provider import Person, Provider, UpstreamRefused
from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import NotFound
from corridor.web import notice, render, safe_return_to, see_other, session, transaction
from corridor.web.cookies import cookie_name, drop_cookie, set_cookie
from corridor.web.frame import frame

EXTENSION = "account.upstream"
blueprint = Blueprint("upstream", __name__, url_prefix="/account/upstream")
_COOKIE = "upstream"


def provider() -> Provider:
    """The provider of this deployment."""
    found: Provider | None = current_app.extensions.get(EXTENSION)
    if found is None:
        raise NotFound(_("There is nothing here."))
    return found


@blueprint.post("")
@access.public
def leave() -> Response:
    """Send the browser to the provider."""
    upstream = provider()
    upstream.metadata()
    with transaction() as work:
        return_to = safe_return_to(request.form.get("return_to"))
        leaving = actions.send_off(work, return_to=return_to, now=clock.now())
    way = upstream.way_there(state=leaving.state, nonce=leaving.nonce, verifier=leaving.verifier)
    return remember_visit(see_other(way), leaving)


def remember_visit(response: Response, leaving: actions.Departure) -> Response:
    """Bind a visit to this browser."""
    set_cookie(response, _COOKIE, leaving.cookie, max_age=1800)
    return response


@blueprint.get("/callback")
@access.public
def come_back() -> Response:
    """Take the browser back, and find out who it is."""
    upstream = provider()
    with transaction() as work:
        state = request.args.get("state", "")
        visit = actions.take_back(work, state, cookie=visit_cookie(), now=clock.now())
    _check_issuer(upstream)
    if "error" in request.args:
        notice(_("The other site did not sign you in. Nothing was changed."), "warning")
        return see_other(urls.SIGN_IN)
    code = request.args.get("code", "")
    person = upstream.person_behind(code, verifier=visit.verifier, nonce=visit.nonce)
    return welcome(visit, person)


def _check_issuer(upstream: Provider) -> None:
    """RFC 9207: an answer of another provider must not be taken for one of ours."""
    metadata = upstream.metadata()
    said = request.args.get("iss")
    if said is None and not metadata.get("authorization_response_iss_parameter_supported"):
        return
    if said != metadata["issuer"]:
        raise UpstreamRefused(_("The answer of the other site could not be trusted. Please begin again."))


def welcome(visit: UpstreamVisit, person: Person) -> Response:
    """Sign in whoever came back, let them sign up, or ask them to tie two accounts."""
    now, settings = clock.now(), frame().settings
    with transaction() as work:
        account = actions.find_account(work, person)
        if account:
            living = open_for_browser(account, method="upstream")
            return _forget(sign_in_browser(see_other(safe_return_to(visit.return_to)), living))
        if person.email_verified and not viewer().signed_in and not find_by_email(work, person.email):
            way = visit.return_to
            cookie = actions.begin_sign_up(work, person, return_to=way, settings=settings, now=now)
            return _forget(browser.remember(see_other(urls.SIGN_UP_DETAILS), cookie))
        actions.let_wait(visit, person, now=now)
        work.add(visit)
    return see_other(urls.UPSTREAM_LINK)


@blueprint.get("/link")
@access.public
def link() -> Response:
    """Ask who came back to sign in here, too, and then whether the two shall be tied."""
    person = actions.find_waiting(session(), visit_cookie(), now=clock.now())
    if person is None:
        return see_other(urls.SIGN_IN)
    known = bool(person.email_verified and find_by_email(session(), person.email))
    settings: Any = frame().settings
    other_site = settings.connect_name or _("the other site")
    name = other_site if person.issuer == settings.connect_url else settings.oidc_name
    return render("upstream/link.html", person=person, known=known, other=name)


@blueprint.post("/link")
@access.signed_in
def tie() -> Response:
    """Tie the two."""
    with transaction() as work:
        person = actions.find_waiting(work, visit_cookie(), now=clock.now())
        if person is None:
            return see_other(urls.PROFILE)
        account = get_account(work, viewer().id)
        actions.link_identity(work, account, issuer=person.issuer, subject=person.subject)
        write_down(
            work,
            acting(),
            "upstream_linked",
            subject_id=account.account_id,
            subject_name=account.name,
            on=person.issuer,
        )
    notice(_("The two accounts are linked. From now on either one signs you in."))
    return _forget(see_other(urls.PROFILE))


def visit_cookie() -> str:
    """What the browser knows its visit by."""
    return request.cookies.get(cookie_name(_COOKIE), "")


def _forget(response: Response) -> Response:
    drop_cookie(response, _COOKIE)
    return response
