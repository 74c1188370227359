"""What a stranger is answered: the way to the sign-in on a page, a plain 401 for a program."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import g, redirect, request
from flask_babel import lazy_gettext as _

from corridor.auth.errors import SignInNeeded
from corridor.auth.return_to import safe_return_to
from corridor.auth.state import auth_state
from corridor.errors import Unavailable

SIGN_IN = "/account/sign-in"


def ask_to_sign_in() -> Any:
    """A redirect to the sign-in that comes back here; SignInNeeded where a program asks."""
    refuse_if_unreachable()
    if _wants_data():
        raise SignInNeeded(_("Sign in first."))
    return redirect(f"{SIGN_IN}?{urlencode({'return_to': way_back()})}", 303)


def refuse_if_unreachable() -> None:
    """Whose session cannot be checked is not a stranger: say so, rather than ask to sign in."""
    if g.get("account_unreachable", False):
        raise Unavailable(_("The sign-in cannot be checked just now. Please try again in a minute."))


def _wants_data() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return "/api/" in request.path or best == "application/json" or "Authorization" in request.headers


def way_back() -> str:
    """This page, or for a form that was sent the page it was on."""
    base_url = auth_state().settings.base_url
    wanted = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else _page_before(base_url)
    return safe_return_to(wanted, base_url=base_url)


def _page_before(base_url: str) -> str:
    """The page whose form was sent; the address of the form itself cannot be opened."""
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:
        # "http://[" is no address; whoever sends it gets an answer nonetheless.
        return "/"
    if f"{parts.scheme}://{parts.netloc}" != base_url.rstrip("/"):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")
