"""Light, dark, or as the system has it: a cookie read by the server, so that no page flashes."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from corridor.auth import access
from corridor.web.answers import see_other
from corridor.web.cookies import cookie_name, drop_cookie, set_cookie
from corridor.web.return_to import safe_return_to

THEMES = ("light", "dark")
_COOKIE = "theme"
_YEAR = 365 * 86400

blueprint = Blueprint("appearance", __name__)


def chosen_theme() -> str:
    """ "light" or "dark" when the reader chose, else "" for the system's own."""
    value = request.cookies.get(cookie_name(_COOKIE), "")
    return value if value in THEMES else ""


@blueprint.post("/theme")
@access.public
def choose_theme() -> Response:
    """Remember the choice in this browser."""
    response = see_other(safe_return_to(request.form.get("return_to")))
    theme = request.form.get("theme", "")
    if theme in THEMES:
        set_cookie(response, _COOKIE, theme, max_age=_YEAR)
    else:
        drop_cookie(response, _COOKIE)
    return response
