"""The reader's language outside of a request: the same catalogues as the pages, loaded by name."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.support import NullTranslations, Translations

from corridor.web.i18n import LANGUAGES
from notify_service.preferences.rules import zone_of


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """A language with its direction, its sentences and its way of writing dates."""

    code: str
    tag: str
    direction: str
    translations: NullTranslations

    def gettext(self, sentence: str, /, **words: Any) -> str:
        """The sentence in this language with its words put in."""
        text = self.translations.ugettext(sentence)
        return text % words if words else text

    def ngettext(self, one: str, many: str, num: int, /, **words: Any) -> str:
        """The same for a number of things."""
        return self.translations.ungettext(one, many, num) % {"num": num, **words}

    def moment(self, moment: datetime, zone: str) -> str:
        """Day and time as the reader's clock shows them, short: "22 Nov 14:05"."""
        return _moment(self._locale, moment, zone)

    def day(self, moment: datetime, zone: str) -> str:
        """The reader's day in full: "Sunday, 22 November 2026"."""
        return format_date(moment.astimezone(zone_of(zone)), "full", locale=self._locale)

    def moment_in_full(self, moment: datetime, zone: str) -> str:
        """Day, time and zone, to be there in time: "Sunday, 22 November 2026, 14:05 (Europe/Rome)"."""
        local = moment.astimezone(zone_of(zone))
        hour = format_time(local, "HH:mm", locale=self._locale)
        return f"{self.day(moment, zone)}, {hour} ({zone_of(zone).key})"

    @property
    def _locale(self) -> Locale:
        return _locale(self.code)


@cache
def _locale(code: str) -> Locale:
    # "en" alone would mean American dates; the house writes for the whole world.
    return Locale.parse("en_GB" if code == "en" else code)


@lru_cache(maxsize=4096)
def _moment(locale: Locale, moment: datetime, zone: str) -> str:
    local = moment.astimezone(zone_of(zone))
    day = format_skeleton("MMMd", local, locale=locale)
    return f"{day} {format_time(local, 'HH:mm', locale=locale)}"


@cache
def tongue(code: str) -> Tongue:
    """The language of that code; English when it is none of the six."""
    language = LANGUAGES.get(code, LANGUAGES["en"])
    return Tongue(
        code=language.code,
        tag=language.lang,
        direction=language.direction,
        translations=_load(language.code),
    )


def _load(code: str) -> NullTranslations:
    folder = str(files("notify_service").joinpath("translations"))
    return Translations.load(folder, [code])
