"""The head and the foot of the pages, drawn once for each reader and kept.

What changes from page to page (the form token, the address to come back to) is put into the drawn text.
"""

from functools import lru_cache
from typing import Any

from flask import current_app, g
from markupsafe import Markup, escape

from corridor.auth import Viewer, viewer
from corridor.web.appearance import chosen_theme
from corridor.web.csrf import csrf_token
from corridor.web.frame import frame
from corridor.web.i18n import current_language

KEPT = 500
_TOKEN, _HERE = "form-token-goes-here", "/address-of-this-page-goes-here"


def page_header(section: str, here: str) -> Markup:
    """The line on top: places, search, bell, language, person."""
    return _filled("header", section, here)


def page_footer(here: str) -> Markup:
    """Who we are, and the languages."""
    return _filled("footer", "", here)


def _filled(part: str, section: str, here: str) -> Markup:
    who = viewer()
    if not who.signed_in:
        # Its way to the sign-in holds the address in another form; and strangers see few pages.
        return _draw(part, section, who)
    text = _kept(frame().prefix, part, section, current_language().code, chosen_theme(), who)
    filled = text.replace(_TOKEN, escape(csrf_token())).replace(_HERE, escape(here))
    return Markup(filled)  # noqa: S704  a macro of ours and two escaped words


@lru_cache(maxsize=KEPT)
def _kept(_prefix: str, part: str, section: str, _language: str, _theme: str, who: Viewer) -> str:
    token = csrf_token()
    g.csrf_token, g.here = _TOKEN, _HERE
    try:
        return str(_draw(part, section, who))
    finally:
        g.csrf_token = token
        g.pop("here")


def _draw(part: str, section: str, who: Viewer) -> Markup:
    nav: Any = current_app.jinja_env.get_template("corridor/_nav.html").module
    language = current_language()
    drawn = nav.header(who, language, section) if part == "header" else nav.footer(language)
    return Markup(drawn)  # noqa: S704  a macro of ours, escaped where it is written
