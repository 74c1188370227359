"""The head and the foot of the pages, drawn once for each reader and kept.

What changes from page to page (the form token, the address to come back to) is put into the drawn text.
"""

from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup

from corridor.auth import Viewer, viewer
from corridor.web.appearance import chosen_theme
from corridor.web.frame import frame
from corridor.web.i18n import current_language
from corridor.web.kept import drawing_for_many, fill_in

KEPT = 500


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
    return fill_in(text, here=here)


@lru_cache(maxsize=KEPT)
def _kept(_prefix: str, part: str, section: str, _language: str, _theme: str, who: Viewer) -> str:
    with drawing_for_many():
        return str(_draw(part, section, who))


def _draw(part: str, section: str, who: Viewer) -> Markup:
    nav: Any = current_app.jinja_env.get_template("corridor/_nav.html").module
    language = current_language()
    drawn = nav.header(who, language, section) if part == "header" else nav.footer(language)
    return Markup(drawn)  # noqa: S704  a macro of ours, escaped where it is written
