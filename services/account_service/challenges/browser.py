"""The cookie that ties a challenge to the browser that asked for it."""

from flask import request
from werkzeug.wrappers import Response

from account_service.challenges import queries
from account_service.challenges.models import Challenge
from corridor import clock
from corridor.web import session
from corridor.web.cookies import cookie_name, drop_cookie, set_cookie

_WORD = "challenge"
_DAY = 86400


def remember(response: Response, cookie: str) -> Response:
    """Put the challenge into the browser."""
    set_cookie(response, _WORD, cookie, max_age=_DAY)
    return response


def forget(response: Response) -> Response:
    """The challenge is done."""
    drop_cookie(response, _WORD)
    return response


def current_challenge(*purposes: str) -> Challenge | None:
    """The open challenge of this browser, when it is for one of the purposes."""
    cookie = request.cookies.get(cookie_name(_WORD), "")
    return queries.find_challenge(session(), cookie, *purposes, now=clock.now())
