"""Which language and time zone a request is answered in: the profile, then the cookie, then the browser.

A choice made a moment ago stands before them all: this copy of the profile learns of it by an event.
"""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog
from flask import Response, has_request_context, request
from werkzeug.wrappers import Response as WerkzeugResponse

from corridor.auth import Viewer, viewer
from corridor.auth.viewer import ANONYMOUS
from corridor.web.cookies import cookie_name, set_cookie
from corridor.web.i18n.languages import LANGUAGES

LANGUAGE_COOKIE = "language"
_JUST_CHOSEN = "language_now"
_A_MOMENT = 120
_YEAR = 365 * 86400
log = structlog.get_logger("corridor.web")


def choose_language() -> str:
    """A code of LANGUAGES, always."""
    if not has_request_context():
        return "en"
    cookies = request.cookies
    just_chosen, kept = (cookies.get(cookie_name(word), "") for word in (_JUST_CHOSEN, LANGUAGE_COOKIE))
    for code in (just_chosen, _viewer().language, kept):
        if code in LANGUAGES:
            return code
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def choose_time_zone() -> str:
    """The viewer's time zone, UTC where it is unknown."""
    name = _viewer().time_zone if has_request_context() else "UTC"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
    return name


def set_language(response: Response | WerkzeugResponse, code: str) -> None:
    """Remember the language in this browser; an unknown code changes nothing."""
    if code in LANGUAGES:
        set_cookie(response, LANGUAGE_COOKIE, code, max_age=_YEAR)
        set_cookie(response, _JUST_CHOSEN, code, max_age=_A_MOMENT)


def _viewer() -> Viewer:
    # An error page must come in some language even when nobody can say who reads it.
    try:
        return viewer()
    except Exception as error:
        log.warning("viewer_unknown", error=type(error).__name__)
        return ANONYMOUS
