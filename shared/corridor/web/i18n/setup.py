"""Flask-Babel with the library's catalogue and the service's own, merged."""

from datetime import tzinfo
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from babel import Locale
from babel.support import Translations
from flask import Flask, g, has_app_context
from flask_babel import Babel, get_domain, get_locale, get_timezone
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from corridor.web.i18n.choice import choose_language, choose_time_zone


def install(app: Flask, package: str) -> None:
    """Answer in the reader's language and time zone."""
    folders = dict.fromkeys(str(translations_of(name)) for name in ("corridor", package))
    Babel(
        app,
        default_translation_directories=";".join(str(folder) for folder in dict.fromkeys(folders))
        or "translations",
        locale_selector=choose_language,
        timezone_selector=choose_time_zone,
    )
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    _speed_up(app)


def reading_locale() -> Locale | None:
    """`get_locale()` for those who ask a hundred times a page: what Flask-Babel found is kept in `g`."""
    kept: Locale | None = getattr(g.get("_flask_babel"), "babel_locale", None) if has_app_context() else None
    return kept or get_locale()


def reading_zone() -> tzinfo:
    """`get_timezone()`, likewise."""
    kept: tzinfo | None = getattr(g.get("_flask_babel"), "babel_tzinfo", None) if has_app_context() else None
    return kept or get_timezone()


def _speed_up(app: Flask) -> None:
    """Templates find their catalogue by one look-up, and format only what has something to put in."""
    # By the language: we have one Locale of each, and as keys they are compared slowly.
    known: dict[str, Translations] = {}

    def catalogue() -> Translations:
        locale = reading_locale()
        language = locale.language if locale else ""
        if language not in known:
            known[language] = get_domain().get_translations()
        return known[language]

    def gettext(context: EvalContext, text: str, **words: Any) -> str:
        return _put_in(context, catalogue().ugettext(text), words)

    def ngettext(context: EvalContext, one: str, many: str, number: int, **words: Any) -> str:
        return _put_in(context, catalogue().ungettext(one, many, number), {"num": number, **words})

    gettext, ngettext = pass_eval_context(gettext), pass_eval_context(ngettext)
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=False)  # type: ignore[attr-defined]
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]
    app.jinja_env.globals["_"] = gettext


def _put_in(context: EvalContext, text: str, words: dict[str, Any]) -> str:
    """A translated sentence with its words; markup in ours stays, in theirs it is escaped."""
    sentence = Markup(text) if context.autoescape else text  # noqa: S704  out of our own catalogues
    return sentence % words if "%" in text else sentence


def translations_of(package: str) -> Path:
    """The folder of a package's catalogues."""
    spec = find_spec(package)
    origin = spec.origin if spec is not None and spec.origin is not None else "."
    return Path(origin).parent / "translations"
