"""Who sent this form: our own pages, or somebody else's.

An unsafe request by cookie must come from our own origin (`Sec-Fetch-Site`, else `Origin`), and carry a
token that only a page of this very session could show. A request with a bearer token brings no cookie
authority and needs neither.
"""

import hmac
import secrets
from hashlib import sha256
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request
from flask_babel import lazy_gettext as _l

from corridor.auth import viewer
from corridor.auth.resolve import bearer_token
from corridor.errors import Forbidden
from corridor.web.cookies import cookie_name, set_cookie
from corridor.web.frame import frame

FIELD = "_csrf"
HEADER = "X-CSRF-Token"
_COOKIE = "visit"
F = TypeVar("F")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class ForeignOrigin(Forbidden):
    """The request was started by another site; nothing of it is shown or kept."""

    code = "foreign_origin"


class StaleForm(Forbidden):
    """The form is ours, but belongs to a session that has ended; it can be sent again."""

    code = "stale_form"


def install(app: Flask) -> None:
    """Check every unsafe request before its view; remember an anonymous visit when a form is shown."""
    app.before_request(check)

    @app.after_request
    def remember_visit(response: Response) -> Response:
        if "new_visit" in g:
            set_cookie(response, _COOKIE, g.new_visit)
        return response


def check() -> None:
    """Refuse an unsafe request that a page of ours did not send."""
    if request.method in _SAFE or bearer_token(request) is not None or _exempt():
        return
    if not _same_origin():
        raise ForeignOrigin(_l("This request came from another site, so we did not act on it."))
    if not is_valid(request.headers.get(HEADER) or request.form.get(FIELD, "")):
        raise StaleForm(_l("Your session changed since this form was opened. Please send it again."))


def exempt(view: F) -> F:
    """Mark a view that has its own proof of who asks (one-click unsubscribe, service to service)."""
    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view


def csrf_token() -> str:
    """The token for this session. Its salt differs from page to page, so compression leaks nothing of it."""
    if "csrf_token" not in g:
        g.csrf_token = token_for(_session_id(create=True))
    token: str = g.csrf_token
    return token


def token_for(visit: str) -> str:
    """A token that a form of the session `visit` carries."""
    salt = secrets.token_urlsafe(12)
    return f"{salt}.{_sign(salt, visit)}"


def is_valid(token: str) -> bool:
    """Whether `token` was shown to this session."""
    salt, _, signature = token.partition(".")
    visit = _session_id(create=False)
    if not visit or not token.isascii():
        return False
    return hmac.compare_digest(signature, _sign(salt, visit))


def _sign(salt: str, visit: str) -> str:
    key = frame().settings.secret_key.encode()
    return hmac.new(key, f"csrf:{salt}:{visit}".encode(), sha256).hexdigest()[:40]


def _session_id(*, create: bool) -> str:
    """The signed-in session, else the anonymous visit of this browser."""
    if viewer().session_id:
        return viewer().session_id
    visit: str = g.get("new_visit") or request.cookies.get(cookie_name(_COOKIE), "")
    if not visit and create:
        visit = g.new_visit = secrets.token_urlsafe(18)
    return visit


def visit_id() -> str:
    """What tells one browser from another: its session, else its anonymous visit, else nothing."""
    return _session_id(create=False)


def _same_origin() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        # Old browsers and programs name no origin; the token alone must do.
        return True
    own = urlsplit(frame().settings.base_url)
    return origin in (f"{own.scheme}://{own.netloc}", request.host_url.rstrip("/"))


def _exempt() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return view is None or getattr(view, "csrf_exempt", False)
