"""Dates as the page shows them: by month, in the reader's zone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import quote

from babel.dates import format_date, format_interval, format_skeleton, format_time
from flask_babel import gettext

from corridor.web.i18n.setup import reading_locale, reading_zone
from corridor.web.moments import exact
from notify_service.calendar.labels import ICONS, label
from notify_service.calendar.models import Date
from notify_service.calendar.rules import days_of, zone_of


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One date with the words of its page; `day` and `month` stand in the small sheet beside it."""

    title: str
    url: str
    icon: str
    kind: str
    language: str
    place: str
    time: str
    starts_at: datetime
    day: str
    weekday: str
    file: str


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month and what is in it."""

    name: str
    entries: Sequence[Entry]


def by_month(dates: Iterable[Date]) -> list[Month]:
    """The dates in their months, in the order they come in."""
    return [
        Month(name=format_skeleton("yMMMM", first, locale=_locale()), entries=[_entry(one) for one in within])
        for first, within in groupby(dates, key=lambda one: first_day(one).replace(day=1))
    ]


def first_day(one: Date) -> date:
    """The day a date begins: where it takes place when it lasts whole days, else the reader's."""
    if one.whole_days and one.ends_at is not None:
        return days_of(one.starts_at, one.ends_at, zone_of(one.time_zone))[0]
    return one.starts_at.astimezone(reading_zone()).date()


def _entry(one: Date) -> Entry:
    day = first_day(one)
    return Entry(
        title=one.title,
        url=one.url,
        icon=ICONS.get(one.what, "calendar"),
        kind=label(one.what, gettext),
        language=one.language,
        place=one.place,
        time=_time(one),
        starts_at=one.starts_at,
        day=format_skeleton("d", day, locale=_locale()),
        weekday=format_date(day, "EEE", locale=_locale()),
        file=f"/notify/calendar/date.ics?key={quote(one.key, safe='')}",
    )


def _time(one: Date) -> str:
    """When, as exactly as it is known."""
    if one.ends_at is None:
        return exact(one.starts_at)
    if one.whole_days:
        first, after = days_of(one.starts_at, one.ends_at, zone_of(one.time_zone))
        return str(format_interval(first, after - timedelta(days=1), "yMMMd", locale=_locale()))
    zone: Any = reading_zone()
    starts, ends = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
    if starts.date() == ends.date():
        return f"{exact(one.starts_at)} – {format_time(ends, 'HH:mm', locale=_locale())}"
    return f"{exact(one.starts_at)} – {exact(one.ends_at)}"


def _locale() -> Any:
    # "en" alone would mean American dates; the house writes for the whole world.
    locale = reading_locale()
    return locale if locale and locale.language != "en" else "en_GB"
