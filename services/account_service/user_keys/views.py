"""The page on which a member agrees that an app gets a key."""

from typing import Any
from urllib.parse import quote, urlsplit

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from account_service.accounts.queries import get_account
from account_service.api_keys.rules import SCOPES
from account_service.audit.views import acting
from account_service.sessions.recent import recent
from account_service.user_keys import rules
from account_service.user_keys.actions import give_key
from account_service.user_keys.schemas import AskForm
from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import Invalid
from corridor.web import idempotent, render, see_other, transaction
from corridor.web.headers import content_policy

blueprint = Blueprint("user_keys", __name__, url_prefix="/account/user-api-key")


@blueprint.get("/new")
@access.member
@recent
def ask() -> Response:
    """What the app wants to be let do, in plain words."""
    asked = _asked(request.args)
    scopes = [SCOPES[scope] for scope in rules.scopes_behind(asked["scopes"].split(","))]
    rules.read_public_key(asked["public_key"])
    target = rules.check_redirect(asked["auth_redirect"]) if asked["auth_redirect"] else ""
    site = urlsplit(target).netloc or urlsplit(target).scheme
    response = render("user_keys/ask.html", asked=asked, scopes=scopes, site=site, days=rules.IDLE_DAYS)
    if target:
        _let_form_go_to(response, target)
    return response


def _let_form_go_to(response: Response, target: str) -> None:
    """A browser holds a form to its policy even where our answer to it leads elsewhere."""
    policy = content_policy().replace("form-action ", f"form-action {rules.origin_of(target)} ")
    response.headers["Content-Security-Policy"] = policy


@blueprint.post("")
@access.member
@recent
@idempotent
def agree() -> Response:
    """Make the key, and hand it to the app sealed."""
    asked = _asked(request.form)
    key = rules.read_public_key(asked["public_key"])
    target = rules.check_redirect(asked["auth_redirect"]) if asked["auth_redirect"] else ""
    with transaction() as work:
        secret = give_key(
            work,
            get_account(work, viewer().id),
            asked["client_id"],
            name=asked["application_name"],
            scopes=rules.scopes_behind(asked["scopes"].split(",")),
            actor=acting(),
            now=clock.now(),
        )
    payload = rules.sealed(key, secret=secret, nonce=asked["nonce"], oaep=asked["padding"] == "oaep")
    if target:
        sign = "&" if urlsplit(target).query else "?"
        return see_other(f"{target}{sign}payload={quote(payload, safe='')}")
    response = render("user_keys/given.html", asked=asked, payload=payload)
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked(values: Any) -> dict[str, str]:
    errors = AskForm().validate(dict(values))
    if errors:
        message = _("The app did not ask in full: %(names)s", names=", ".join(sorted(errors)))
        raise Invalid(message, errors=errors)
    asked: dict[str, str] = AskForm().load(dict(values))
    return asked
