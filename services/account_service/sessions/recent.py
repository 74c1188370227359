"""What must not be done from a browser left open: it asks for the password, or a code, again."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec

from werkzeug.wrappers import Response

from account_service import urls
from account_service.sessions.queries import find_session
from corridor import clock
from corridor.auth import viewer
from corridor.auth.ask import way_back
from corridor.web import see_other, session

RECENT = timedelta(minutes=15)
P = ParamSpec("P")
View = Callable[P, Response]


def recent(view: View[P]) -> View[P]:
    """Let only those through who showed within 15 minutes who they are; the others are asked to."""

    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> Response:
        return view(*args, **kwargs) if is_recent() else ask_again()

    return checked


def is_recent() -> bool:
    """Whether this browser showed within 15 minutes who is at it."""
    login = find_session(session(), viewer().session_id)
    return login is not None and clock.now() - login.signed_in_at < RECENT


def ask_again() -> Response:
    """The way to show it once more, and back."""
    return see_other(urls.with_return(urls.CONFIRM, way_back()))
