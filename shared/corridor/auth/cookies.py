"""The two cookies: the opaque session id, and the token that services check by themselves."""

from dataclasses import dataclass
from datetime import datetime

from werkzeug.wrappers import Response as WerkzeugResponse

from corridor import clock


@dataclass(frozen=True, kw_only=True)
class CookieNames:
    """`__Host-` binds a cookie to this very host; plain-HTTP development cannot carry the prefix."""

    session: str
    token: str
    secure: bool


def cookie_names(base_url: str) -> CookieNames:
    """The names of this deployment; the settings refuse plain HTTP in production."""
    secure = base_url.startswith("https://")
    prefix = "__Host-" if secure else ""
    return CookieNames(session=f"{prefix}corridor_sid", token=f"{prefix}corridor_at", secure=secure)


@dataclass(frozen=True, kw_only=True)
class BrowserSession:
    """What a browser is given: a token, a session id when it is new, and how long to keep them.

    `expires_at` None makes cookies that end with the browser.
    """

    token: str
    sid: str | None = None
    expires_at: datetime | None = None


def set_cookies(response: WerkzeugResponse, names: CookieNames, fresh: BrowserSession) -> None:
    """Put the token, and the session id when there is a new one, on the response."""
    values = {names.token: fresh.token} | ({names.session: fresh.sid} if fresh.sid else {})
    for name, value in values.items():
        response.set_cookie(
            name,
            value,
            max_age=_seconds_until(fresh.expires_at),
            path="/",
            secure=names.secure,
            httponly=True,
            samesite="Lax",
        )


def clear_cookies(response: WerkzeugResponse, names: CookieNames) -> None:
    """Expire both cookies."""
    for name in (names.session, names.token):
        response.delete_cookie(name, path="/", secure=names.secure, httponly=True, samesite="Lax")


def _seconds_until(moment: datetime | None) -> int | None:
    return None if moment is None else max(0, int((moment - clock.now()).total_seconds()))
