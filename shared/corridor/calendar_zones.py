"""The time zones of a calendar file, as yearly rules.

Outlook believes what stands in the file and understands only "the last Sunday of March, each year"; lists of
days, which other writers make, it passes over, and an hour is wrong half of the year.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Component, Timezone

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, kw_only=True)
class Change:
    """A clock is moved: when by the clock before, and from which offset to which."""

    at: datetime
    before: timedelta
    after: timedelta
    summer: bool

    def rules(self) -> frozenset[tuple[object, ...]]:
        """The ways to say it once and for all: the second Sunday of March, or the last one."""
        nth = (self.at.day - 1) // 7 + 1
        ways = {nth} if nth < 5 else set()
        if self.at.day + 7 > monthrange(self.at.year, self.at.month)[1]:
            ways.add(-1)
        same = (self.at.month, self.at.weekday(), self.at.time(), self.before, self.after, self.summer)
        return frozenset((way, *same) for way in ways)


def zones_of_file(moments: Iterable[datetime]) -> "Mapping[str, Timezone]":
    """The zones for a file with these moments, by name.

    One is missing where no yearly rule holds around all of its moments: those are better told in UTC.
    """
    grouped: dict[ZoneInfo, list[datetime]] = {}
    for moment in moments:
        if isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key != "UTC":
            grouped.setdefault(moment.tzinfo, []).append(moment)
    found = {zone.key: _zone_of_file(zone, its_moments) for zone, its_moments in grouped.items()}
    return {name: zone for name, zone in found.items() if zone is not None}


def _zone_of_file(zone: ZoneInfo, moments: Iterable[datetime]) -> "Timezone | None":
    years = [moment.astimezone(zone).year for moment in moments]
    first, last = min(years) - 1, max(years) + 1
    rules = _rules(zone, first, last)
    if rules is None:
        return None
    from icalendar import Timezone

    found = Timezone()
    found.add("tzid", zone.key)
    if not rules:
        found.add_component(_fixed(zone, first))
    for change, way in rules:
        found.add_component(_yearly(zone, change, way))
    return found


def _fixed(zone: ZoneInfo, year: int) -> "Component":
    from icalendar import TimezoneStandard

    offset = datetime(year, 1, 1, tzinfo=zone).utcoffset()
    part = TimezoneStandard()
    part.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001  by the clock of the zone
    part.add("tzoffsetfrom", offset)
    part.add("tzoffsetto", offset)
    part.add("tzname", datetime(year, 1, 1, tzinfo=zone).tzname() or zone.key)
    return part


def _yearly(zone: ZoneInfo, change: Change, way: int) -> "Component":
    from icalendar import TimezoneDaylight, TimezoneStandard

    part = TimezoneDaylight() if change.summer else TimezoneStandard()
    part.add("dtstart", change.at)
    part.add("rrule", {"freq": "yearly", "bymonth": change.at.month, "byday": _day(change, way)})
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    after = (change.at - change.before).replace(tzinfo=UTC) + timedelta(hours=1)
    part.add("tzname", after.astimezone(zone).tzname() or zone.key)
    return part


def _day(change: Change, way: int) -> str:
    return f"{way}{_DAYS[change.at.weekday()]}"


@lru_cache(maxsize=200)
def _rules(zone: ZoneInfo, first: int, last: int) -> list[tuple[Change, int]] | None:
    """The changes of the first year, each with the way of saying it that holds up to the last."""
    years = [_changes(zone, year) for year in range(first, last + 1)]
    if len({len(changes) for changes in years}) != 1:
        return None
    found = []
    for same in zip(*years, strict=True):
        ways = frozenset.intersection(*(change.rules() for change in same))
        if not ways:
            return None
        # The last Sunday rather than the fourth, where both hold by chance.
        found.append((same[0], min(way for way, *_ in ways)))
    return found


def _changes(zone: ZoneInfo, year: int) -> list[Change]:
    """When the clocks of a zone are moved in a year."""
    day, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    found = []
    while day < end:
        after = day + timedelta(days=1)
        if _offset(zone, day) != _offset(zone, after):
            found.append(_change(zone, day, after))
        day = after
    return found


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> Change:
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        middle = middle.replace(second=0, microsecond=0)
        low, high = (middle, high) if _offset(zone, middle) == _offset(zone, low) else (low, middle)
    before = _offset(zone, low)
    return Change(
        at=(high + before).replace(tzinfo=None),
        before=before,
        after=_offset(zone, high),
        summer=bool(high.astimezone(zone).dst()),
    )


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)
