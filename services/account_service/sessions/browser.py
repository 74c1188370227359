"""Put a session into a browser, and take it out again."""

from flask import g, request
from werkzeug.wrappers import Response

from account_service.accounts.models import Account
from account_service.keys import signing_key
from account_service.sessions.actions import Living, Visitor, begin_session, end_session
from account_service.sessions.queries import find_session
from corridor import clock
from corridor.auth import viewer
from corridor.auth.cookies import BrowserSession, clear_cookies, set_cookies
from corridor.auth.state import auth_state
from corridor.auth.tokens import mint
from corridor.settings import Settings
from corridor.web import session
from corridor.web.frame import frame


def visitor() -> Visitor:
    """The browser that asks."""
    return Visitor(ip=request.remote_addr or "", user_agent=request.user_agent.string)


def open_for_browser(account: Account, *, method: str, keep: bool = False) -> Living:
    """Begin a session for this browser, in place of the one it had; inside the caller's transaction."""
    now = clock.now()
    before = find_session(session(), viewer().session_id)
    if before and not before.ended_at:
        end_session(session(), before, because="replaced", now=now)
    return begin_session(session(), account, method=method, keep=keep, visitor=visitor(), now=now)


def sign_in_browser(response: Response, living: Living) -> Response:
    """Give the browser its cookies; call it after the commit."""
    set_cookies(response, auth_state().names, as_browser_session(living, frame().settings))
    g.cookies_settled = True
    return response


def as_browser_session(living: Living, settings: Settings) -> BrowserSession:
    """A signed token for the session, and what the cookies need to know."""
    claims = living.claims(now=clock.now())
    return BrowserSession(
        token=mint(signing_key(settings.signing_key), claims, base_url=settings.base_url),
        sid=living.sid,
        expires_at=living.cookie_expires_at,
    )


def sign_out_browser(response: Response) -> Response:
    """Take the cookies back, and all that the browser kept of private pages."""
    clear_cookies(response, auth_state().names)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    g.cookies_settled = True
    return response
