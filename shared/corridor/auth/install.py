"""Puts the sign-in into an app."""

from collections.abc import Callable

from flask import Flask, Response, g, request
from flask_babel import lazy_gettext as _
from flask_login import LoginManager
from sqlalchemy.orm import Session

from corridor.auth.cookies import clear_cookies, set_cookies
from corridor.auth.resolve import resolve_viewer
from corridor.auth.state import EXTENSION, auth_state, make_state
from corridor.auth.viewer import ANONYMOUS, viewer
from corridor.errors import Unavailable
from corridor.members.models import MemberMixin
from corridor.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def install(
    app: Flask, *, settings: Settings, member_model: type[MemberMixin], session: Callable[[], Session]
) -> None:
    """Load the viewer of each request, and keep the browser's cookies fresh.

    `session` gives the request's database session, `member_model` the service's copy of the members.
    """
    app.extensions[EXTENSION] = make_state(settings, member_model, session)
    login = LoginManager()
    login.session_protection = None
    login.anonymous_user = lambda: ANONYMOUS
    login.request_loader(resolve_viewer)
    login.init_app(app, add_context_processor=False)
    app.before_request(_refuse_writes_of_unknown)
    app.after_request(_keep_cookies)
    app.jinja_env.globals["viewer"] = viewer
    app.jinja_env.globals["account_unreachable"] = account_unreachable


def account_unreachable() -> bool:
    """Whether this request could not learn who asks, because account_service did not answer."""
    viewer()
    return bool(g.get("account_unreachable", False))


def _refuse_writes_of_unknown() -> None:
    """A write by somebody whose session cannot be checked waits, rather than fail as a stranger's."""
    if request.method not in SAFE_METHODS and account_unreachable():
        raise Unavailable(_("The sign-in cannot be checked just now. Please try again in a minute."))


def _keep_cookies(response: Response) -> Response:
    if g.get("cookies_settled", False):
        return response
    names = auth_state().names
    if "fresh_browser_session" in g:
        set_cookies(response, names, g.fresh_browser_session)
    elif g.get("drop_cookies", False):
        clear_cookies(response, names)
    return response
