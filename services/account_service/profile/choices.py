"""What people choose from when they describe themselves."""

from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global
from flask_babel import gettext as _

from corridor.parties import country_name, party_by_code
from corridor.web.i18n import LANGUAGES, current_language
from corridor.web.templating import language_name

Options = list[tuple[str, str]]

# The six of the United Nations, then others that many of our people work in.
WORKING_LANGUAGES = (*LANGUAGES, "pt", "sw", "de", "ja", "hi", "id", "vi", "tr", "fa", "uk")
# Countries that are no Party, and whose people take part all the same.
NOT_PARTIES = ("US", "VA")
_AREAS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@cache
def countries() -> frozenset[str]:
    """The codes of the countries somebody can be of."""
    return frozenset(party_by_code()) | frozenset(NOT_PARTIES)


def country_options() -> Options:
    """The countries, by their name in the reader's language."""
    language = current_language().code
    named = sorted(((code, country_name(code, language)) for code in countries()), key=lambda one: one[1])
    return [("", _("Choose a country")), *named]


def language_options() -> Options:
    """The working languages, each by its own name."""
    return [(code, language_name(code)) for code in WORKING_LANGUAGES]


def interface_options() -> Options:
    """The languages of the interface."""
    return [(one.code, one.name) for one in LANGUAGES.values()]


@cache
def time_zones() -> tuple[str, ...]:
    """The time zones of places."""
    return ("UTC", *sorted(zone for zone in available_timezones() if zone.startswith(_AREAS)))


def time_zone_options() -> Options:
    """The time zones, readable."""
    return [(zone, zone.replace("_", " ")) for zone in time_zones()]


def likely_time_zone(country: str) -> str:
    """Where clocks of a country are most likely set; everybody can change it."""
    zones = get_global("territory_zones").get(country, [])
    return next((zone for zone in zones if zone in time_zones()), "UTC")
