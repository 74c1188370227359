"""Flask-Babel with the library's catalogue and the service's own, merged."""

from importlib.util import find_spec
from pathlib import Path

from babel import Locale
from babel.support import Translations
from flask import Flask
from flask_babel import Babel, get_domain, get_locale

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


def _speed_up(app: Flask) -> None:
    """Templates find their catalogue by one look-up: a page asks for a hundred words."""
    known: dict[Locale | None, Translations] = {}

    def catalogue() -> Translations:
        locale = get_locale()
        if locale not in known:
            known[locale] = get_domain().get_translations()
        return known[locale]

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: catalogue().ugettext(text),
        ngettext=lambda one, many, number: catalogue().ungettext(one, many, number),
        pgettext=lambda context, text: catalogue().upgettext(context, text),
        npgettext=lambda context, one, many, n: catalogue().unpgettext(context, one, many, n),
        newstyle=True,
    )


def translations_of(package: str) -> Path:
    """The folder of a package's catalogues."""
    spec = find_spec(package)
    origin = spec.origin if spec is not None and spec.origin is not None else "."
    return Path(origin).parent / "translations"
