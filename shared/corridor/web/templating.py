"""What every template may use besides its own values."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from babel import Locale, UnknownLocaleError
from flask import Flask, g, request
from flask.templating import Environment
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from corridor.auth import viewer
from corridor.web.appearance import chosen_theme
from corridor.web.assets import asset_url
from corridor.web.csrf import csrf_token
from corridor.web.frame import frame
from corridor.web.furniture import page_footer, page_header
from corridor.web.i18n import LANGUAGES, current_language
from corridor.web.kept import draw_kept, form_key
from corridor.web.moments import exact, machine, relative, short_date
from corridor.web.notices import take_notices
from corridor.web.return_to import safe_return_to

_TEMPLATES = Path(__file__).resolve().parent / "templates"


class Templates(Environment):
    """Templates that share the globals of the environment, having none of their own.

    Jinja lays an empty map over them for each template; to look through it costs a page with some imports
    more than its own text does.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def install(app: Flask) -> None:
    """Strict templates with the frame's functions and filters."""
    own = app.jinja_loader
    app.jinja_loader = ChoiceLoader([*([own] if own else []), FileSystemLoader(_TEMPLATES)])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        viewer=viewer,
        asset=asset_url,
        page_header=page_header,
        page_footer=page_footer,
        csrf_token=csrf_token,
        form_key=form_key,
        draw_kept=draw_kept,
        languages=LANGUAGES,
        current_language=current_language,
        language_name=language_name,
        country_name=country_name,
        theme=chosen_theme,
        take_notices=take_notices,
        here=here,
        bell_label=bell_label,
        theme_url=lambda: f"{frame().prefix}/theme",
        unread_url=lambda: f"{frame().prefix}/unread-count",
        live_url=lambda: frame().settings.live_url,
        origin=lambda: frame().settings.base_url.rstrip("/"),
    )
    app.jinja_env.filters.update(
        relative=relative,
        exact=exact,
        machine=machine,
        short_date=short_date,
        initials=initials,
        hue=hue,
        with_query=with_query,
    )


def bell_label(waiting: int) -> str:
    """What the bell is called, with the number of what waits."""
    if not waiting:
        return str(_("Notifications"))
    return str(ngettext("Notifications, %(num)d unread", "Notifications, %(num)d unread", waiting))


def here() -> str:
    """The address of this page, to come back to; for the answer to a POST the page it came from."""
    if "here" in g:
        kept: str = g.here
        return kept
    if request.method in ("GET", "HEAD"):
        return request.full_path.rstrip("?")
    return safe_return_to(_path_before())


def _path_before() -> str:
    try:
        return urlsplit(request.referrer or "/").path
    except ValueError:
        return "/"


def with_query(url: str, **changes: object) -> str:
    """`url` with parameters set, or taken away by None; the others stay."""
    parts = urlsplit(url)
    kept = [pair for pair in _pairs(parts.query) if pair[0] not in changes]
    new = [(name, str(value)) for name, value in changes.items() if value is not None]
    query = urlencode([*kept, *new])
    return parts.path + (f"?{query}" if query else "")


def initials(name: str) -> str:
    """One or two letters for a person's disc."""
    words = [word for word in name.split() if word[0].isalnum()]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


def hue(text: str) -> int:
    """One of eight colours, always the same for the same text."""
    return sum(text.encode()) % 8


def language_name(code: str) -> str:
    """A language by its own name; what is no code of one stays as it is."""
    if code in LANGUAGES:
        return LANGUAGES[code].name
    try:
        return Locale.parse(code.replace("-", "_")).get_display_name() or code
    except (ValueError, UnknownLocaleError):
        return code


def country_name(code: str) -> str:
    """A country in the reader's language; what is no code of one stays as it is."""
    names: Mapping[str, Any] = (get_locale() or Locale("en")).territories
    return str(names.get(code, code))


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)
