"""The six languages: which one a reader gets, and how dates, numbers and names look in it."""

from corridor.web.i18n.choice import LANGUAGE_COOKIE, choose_language, choose_time_zone, set_language
from corridor.web.i18n.languages import LANGUAGES, Language, current_language
from corridor.web.i18n.setup import install, reading_locale, reading_zone

__all__ = [
    "LANGUAGES",
    "LANGUAGE_COOKIE",
    "Language",
    "choose_language",
    "choose_time_zone",
    "current_language",
    "install",
    "reading_locale",
    "reading_zone",
    "set_language",
]
