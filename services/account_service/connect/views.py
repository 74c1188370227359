"""Signing in at another site through us, and here through another site."""

from urllib.parse import urlencode, urlsplit

from flask import Blueprint, request
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from werkzeug.wrappers import Response

from account_service import urls
from account_service.audit.views import acting
from account_service.connect import actions, rules
from account_service.sessions.recent import recent
from account_service.settings import AccountSettings
from account_service.upstream import actions as upstream
from account_service.upstream.provider import Person
from account_service.upstream.views import remember_visit, visit_cookie, welcome
from corridor import clock
from corridor.auth import access, viewer
from corridor.auth.ask import ask_to_sign_in
from corridor.auth.roles import SECRETARIAT
from corridor.errors import CorridorError, NotFound
from corridor.web import (
    Form,
    form_from,
    idempotent,
    notice,
    render,
    safe_return_to,
    see_other,
    session,
    transaction,
)
from corridor.web.frame import frame

blueprint = Blueprint("connect", __name__, url_prefix="/account")
PAGE = "/account/connect"
COME_BACK = "/account/session/sso_login"


class PartnerForm(Schema):
    """A site that signs people in through us."""

    host = fields.String(required=True, validate=validate.Length(min=1, max=200))
    name = fields.String(required=True, validate=validate.Length(min=1, max=80))
    secret = fields.String(required=True, validate=validate.Length(min=rules.SHORTEST_SECRET, max=200))


@blueprint.get("/session/sso_provider")
@access.public
def provide() -> Response:
    """Tell another site, signed, who sits at this browser; who has no role here is nobody there."""
    text, signature = request.args.get("sso", ""), request.args.get("sig", "")
    partner, said = actions.understood(session(), text, signature, only_tls=frame().settings.production)
    who = viewer()
    if who.via == "api_key":
        # A key opens what its scopes say; signing in is for people at a browser.
        raise rules.ConnectRefused(_("Only a person at a browser can be signed in elsewhere."))
    if not who.is_member and said.get("prompt") != "none":
        if who.signed_in:
            raise rules.ConnectRefused(_("Your account has no role yet: ask the secretariat."))
        answer: Response = ask_to_sign_in()
        return answer
    known = {"nonce": said["nonce"], "failed": "true"}
    told = actions.told_of(who, nonce=said["nonce"]) if who.is_member else known
    target = said["return_sso_url"]
    sign = "&" if urlsplit(target).query else "?"
    return see_other(f"{target}{sign}{urlencode(rules.pack(told, secret=partner.secret))}")


@blueprint.get("/connect")
@access.roles(SECRETARIAT)
@recent
def index() -> Response:
    """The sites that sign people in through us."""
    return _page(Form(PartnerForm))


def _page(form: Form, status: int = 200) -> Response:
    partners = actions.list_partners(session())
    address = urls.absolute(frame().settings, "/account/session/sso_provider")
    return render("connect/index.html", status, form=form, partners=partners, address=address)


@blueprint.post("/connect")
@access.roles(SECRETARIAT)
@recent
@idempotent
def add() -> Response:
    """Let a site sign people in through us."""
    form = form_from(PartnerForm)
    if form.data is None:
        return _page(form, 422)
    try:
        host = rules.clean_host(form.data["host"])
    except CorridorError as error:
        form.fail("host", error.message)
        return _page(form, 422)
    with transaction() as work:
        more = {"name": form.data["name"], "secret": form.data["secret"]}
        actions.add_partner(work, host, **more, actor=acting(), now=clock.now())
    notice(_("%(host)s can sign people in through Corridor now.", host=host))
    return see_other(PAGE)


@blueprint.get("/connect/<host>/removal")
@access.roles(SECRETARIAT)
@recent
def confirm_removal(host: str) -> Response:
    """Ask once more."""
    return render("connect/remove.html", partner=actions.get_partner(session(), host))


@blueprint.post("/connect/<host>/removal")
@access.roles(SECRETARIAT)
@recent
@idempotent
def remove(host: str) -> Response:
    """Let a site go."""
    with transaction() as work:
        actions.remove_partner(work, host, actor=acting())
    notice(_("%(host)s signs nobody in any more.", host=host))
    return see_other(PAGE)


def _settings() -> AccountSettings:
    settings = frame().settings
    if not isinstance(settings, AccountSettings) or not settings.has_connect:
        raise NotFound(_("There is nothing here."))
    return settings


@blueprint.post("/connect/departure")
@access.public
def leave() -> Response:
    """Send the browser to the site that signs people in for us."""
    settings = _settings()
    with transaction() as work:
        return_to = safe_return_to(request.form.get("return_to"))
        leaving = upstream.send_off(work, return_to=return_to, now=clock.now())
    asked = {"nonce": leaving.state, "return_sso_url": urls.absolute(settings, COME_BACK)}
    sign = "&" if urlsplit(settings.connect_url).query else "?"
    query = urlencode(rules.pack(asked, secret=settings.connect_secret))
    return remember_visit(see_other(f"{settings.connect_url}{sign}{query}"), leaving)


@blueprint.get("/session/sso_login")
@access.public
def come_back() -> Response:
    """Take the browser back, and find out who it is."""
    settings = _settings()
    text, signature = request.args.get("sso", ""), request.args.get("sig", "")
    said = rules.unpack(text, signature, secret=settings.connect_secret)
    with transaction() as work:
        visit = upstream.take_back(work, said.get("nonce", ""), cookie=visit_cookie(), now=clock.now())
    if said.get("failed") == "true" or not said.get("external_id"):
        notice(_("The other site did not sign you in. Nothing was changed."), "warning")
        return see_other(urls.SIGN_IN)
    return welcome(visit, person_told(said, issuer=settings.connect_url))


def person_told(said: dict[str, str], *, issuer: str) -> Person:
    """Whom the other site names; an address is as good as that site says."""
    return Person(
        issuer=issuer,
        subject=said["external_id"][:200],
        email=said.get("email", "")[:254],
        email_verified=bool(said.get("email")) and said.get("require_activation") != "true",
        name=said.get("name", "")[:100],
    )
