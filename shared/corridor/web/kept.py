"""Parts of pages that are drawn once and shown to many: what differs each time is filled in afterwards.

A form's token and key belong to one reader and one showing. While such a part is drawn, words that nobody can
guess stand in their places (nobody could write them into a post, to have them replaced by a reader's token).
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from secrets import token_hex
from typing import Any
from uuid import uuid4

from flask import current_app, g
from markupsafe import Markup, escape

from corridor.web.csrf import csrf_token
from corridor.web.frame import frame
from corridor.web.i18n import reading_locale, reading_zone

# Parts of some kilobytes each.
KEPT = 500

_TOKEN, _KEY, _HERE = (f"place-{token_hex(12)}" for _ in range(3))


def form_key() -> str:
    """A new key for a form that is being shown; the same key sent twice takes effect once."""
    return _KEY if g.get("drawing_for_many", False) else uuid4().hex


@contextmanager
def drawing_for_many() -> Iterator[None]:
    """What is drawn inside may be kept, and needs `fill_in` each time it is shown."""
    if g.get("drawing_for_many", False):
        # A kept part within a kept part: the outer one is filled in when it is shown.
        yield
        return
    token = csrf_token()
    g.csrf_token, g.here, g.drawing_for_many = _TOKEN, _HERE, True
    try:
        yield
    finally:
        g.csrf_token = token
        g.pop("here")
        g.pop("drawing_for_many")


def fill_in(kept: str, *, here: str = "") -> Markup:
    """A kept part for this reader: the own token, a key of its own for each form, where one is."""
    if g.get("drawing_for_many", False):
        return Markup(kept)  # noqa: S704  templates of ours
    first, *rest = kept.replace(_TOKEN, escape(csrf_token())).replace(_HERE, escape(here)).split(_KEY)
    filled = "".join((first, *(part for after in rest for part in (uuid4().hex, after))))
    return Markup(filled)  # noqa: S704  templates of ours and escaped words


def draw_kept(template: str, macro: str, *shown: Hashable) -> Markup:
    """A macro's part of a page, kept for what it shows: its arguments, the reader's language and time zone.

    The macro may look at nothing else: not at the viewer, not at the request.
    """
    return fill_in(_draw(template, macro, shown, str(reading_locale()), reading_zone(), frame().package))


@lru_cache(maxsize=KEPT)
def _draw(template: str, macro: str, shown: tuple[Hashable, ...], *_reader: object) -> str:
    module: Any = current_app.jinja_env.get_template(template).module
    with drawing_for_many():
        return str(getattr(module, macro)(*shown))
