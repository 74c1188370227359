"""Points in time as a reader says them: in the own zone and language, exact where it matters.

A page shows dozens of moments, and the same ones to many readers: what was formatted is kept for a while.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from babel.dates import format_date, format_datetime, format_skeleton, format_timedelta
from flask_babel import get_locale, get_timezone

from corridor import clock

_RELATIVE_UP_TO = timedelta(days=30)


def relative(moment: datetime) -> str:
    """ "3 hours ago" within a month, else the date; complete without a script."""
    away = moment - clock.now()
    if abs(away) < _RELATIVE_UP_TO:
        # No reader sees seconds, and what is now would read "in 0 minutes".
        return _relative(round(away.total_seconds() / 60) or -1, _locale())
    return short_date(moment)


def short_date(moment: date | datetime) -> str:
    """ "12 Dec", with the year when it is not this one."""
    zone = get_timezone()
    day = moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
    return _short(day, _locale(), this_year=clock.now().astimezone(zone).year == day.year)


def exact(moment: datetime) -> str:
    """The date and the time with its zone."""
    return _exact(moment, _locale(), get_timezone())


@lru_cache(maxsize=20_000)
def machine(moment: date | datetime) -> str:
    """The form for `datetime` attributes."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _locale() -> str:
    """The language alone: as a key it is compared far quicker than a Locale, and we have one of each."""
    locale = get_locale()
    return locale.language if locale else "en"


@lru_cache(maxsize=20_000)
def _relative(minutes: int, locale: str) -> str:
    away = timedelta(minutes=minutes)
    return format_timedelta(away, granularity="minute", threshold=0.9, add_direction=True, locale=locale)


@lru_cache(maxsize=20_000)
def _short(day: date, locale: str, *, this_year: bool) -> str:
    if this_year:
        return format_skeleton("MMMd", day, locale=locale)
    return format_date(day, "medium", locale=locale)


@lru_cache(maxsize=20_000)
def _exact(moment: datetime, locale: str, zone: tzinfo) -> str:
    return format_datetime(moment, "d MMM y, HH:mm z", tzinfo=zone, locale=locale)
