"""Points in time as a reader says them: in the own zone and language, exact where it matters.

A page shows dozens of moments, and the same ones to many readers: what was formatted is kept for a while.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from babel.dates import format_date, format_datetime, format_skeleton, format_timedelta

from corridor import clock
from corridor.web.i18n.setup import reading_locale, reading_zone

_RELATIVE_UP_TO = timedelta(days=30)


def relative(moment: datetime) -> str:
    """ "3 hours ago" within a month, else the date; complete without a script."""
    return relatives((moment,))[0]


def relatives(moments: Iterable[datetime]) -> list[str]:
    """Many moments at once: a page of posts asks for its reader and the time once."""
    locale, zone, now = _locale(), reading_zone(), clock.now()
    year = now.astimezone(zone).year
    return [_near(moment, now, locale) or _date(moment, locale, zone, year) for moment in moments]


def short_date(moment: date | datetime) -> str:
    """ "12 Dec", with the year when it is not this one."""
    zone = reading_zone()
    year = clock.now().astimezone(zone).year
    if isinstance(moment, datetime):
        return _date(moment, _locale(), zone, year)
    return _short(moment, _locale(), this_year=moment.year == year)


def _near(moment: datetime, now: datetime, locale: str) -> str | None:
    away = moment - now
    if abs(away) >= _RELATIVE_UP_TO:
        return None
    # No reader sees seconds, and what is now would read "in 0 minutes".
    return _relative(round(away.total_seconds() / 60) or -1, locale)


@lru_cache(maxsize=20_000)
def _date(moment: datetime, locale: str, zone: tzinfo, year: int) -> str:
    day = moment.astimezone(zone).date()
    return _short(day, locale, this_year=day.year == year)


def exact(moment: datetime) -> str:
    """The date and the time with its zone."""
    return _exact(moment, _locale(), reading_zone())


@lru_cache(maxsize=20_000)
def machine(moment: date | datetime) -> str:
    """The form for `datetime` attributes."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _locale() -> str:
    """The language alone: as a key it is compared far quicker than a Locale, and we have one of each."""
    locale = reading_locale()
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
