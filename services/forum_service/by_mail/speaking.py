"""The member's language in the worker: what a rule refuses is said as the page would say it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from flask import Flask
from flask_babel import Babel, force_locale

from corridor.web.i18n import LANGUAGES
from corridor.web.i18n.setup import translations_of


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within the block sentences are in that language; in English where it is none of the six."""
    with _voice().app_context(), force_locale(language if language in LANGUAGES else "en"):
        yield


@cache
def _voice() -> Flask:
    """Flask-Babel looks its catalogues up in an application; this one answers nobody."""
    app = Flask("forum_service", static_folder=None, template_folder=None)
    folders = ";".join(str(translations_of(package)) for package in ("corridor", "forum_service"))
    Babel(app, default_translation_directories=folders, configure_jinja=False)
    return app
