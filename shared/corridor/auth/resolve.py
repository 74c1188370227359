"""From a request to its viewer: an API key, else the token cookie, else a fresh token for the session."""

from flask import Request, current_app, g

from corridor.auth.cookies import BrowserSession
from corridor.auth.errors import AccountUnreachable
from corridor.auth.lookup import find_viewer
from corridor.auth.state import AuthState, auth_state
from corridor.auth.tokens import TokenRefused, verify
from corridor.auth.viewer import ANONYMOUS, Viewer

# No page of another site can send one of these without being asked for leave, so they need no form token.
KEY_HEADERS = ("Api-Key", "User-Api-Key")


def resolve_viewer(request: Request) -> Viewer:
    """Who asks. A bearer header makes the cookies count for nothing."""
    state = auth_state()
    key = bearer_token(request)
    if key is not None:
        return _by_key(state, key)
    token = request.cookies.get(state.names.token)
    found = _by_token(state, token) if token else None
    return found or _by_session(state, request.cookies.get(state.names.session), had_token=bool(token))


def bearer_token(request: Request) -> str | None:
    """What follows `Authorization: Bearer`, or the key in a header that programs for Discourse send."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    return next((request.headers[name].strip() for name in KEY_HEADERS if name in request.headers), None)


def _by_key(state: AuthState, key: str) -> Viewer:
    try:
        # What was known of it may be from before its owner's roles changed: then it is asked about anew.
        return _viewer_behind(state, key) or _viewer_behind(state, key) or ANONYMOUS
    except AccountUnreachable:
        g.account_unreachable = True
        return ANONYMOUS


def _viewer_behind(state: AuthState, key: str) -> Viewer | None:
    known = state.known_keys.check(key, state.client(current_app))
    if known is None:
        return None
    grant, claims = known
    viewer = find_viewer(state.session(), state.member_model, claims, via="api_key", scopes=grant.scopes)
    if viewer is None:
        state.known_keys.forget(key)
    return viewer


def _by_token(state: AuthState, token: str) -> Viewer | None:
    try:
        claims = state.known_tokens.claims(
            token, lambda new: verify(new, state.keys.find, base_url=state.settings.base_url)
        )
    except TokenRefused:
        return None
    return find_viewer(state.session(), state.member_model, claims, via="cookie")


def _by_session(state: AuthState, sid: str | None, *, had_token: bool) -> Viewer:
    """A fresh token by the session id, so that the request goes on and no POST is lost."""
    if not sid:
        g.drop_cookies = had_token
        return ANONYMOUS
    client = state.client(current_app)
    try:
        fresh = state.flights.share(sid, lambda: client.refresh(sid))
    except AccountUnreachable:
        g.account_unreachable = True
        return ANONYMOUS
    return _with_fresh(state, fresh)


def _with_fresh(state: AuthState, fresh: BrowserSession | None) -> Viewer:
    try:
        claims = verify(fresh.token, state.keys.find, base_url=state.settings.base_url) if fresh else None
    except TokenRefused:
        # Signed by a key we cannot get hold of yet: the session is good, and must not be thrown away.
        g.account_unreachable = True
        return ANONYMOUS
    viewer = find_viewer(state.session(), state.member_model, claims, via="cookie") if claims else None
    if viewer is None:
        g.drop_cookies = True
        return ANONYMOUS
    g.fresh_browser_session = fresh
    return viewer


def act_as(other: Viewer) -> None:
    """Go on with this request as somebody else. Whoever calls has seen to it that the key may."""
    g._login_user = other
