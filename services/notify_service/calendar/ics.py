"""Dates as calendar programs read them (RFC 5545)."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corridor.calendar_zones import zones_of_file
from notify_service.calendar.labels import Gettext, label
from notify_service.calendar.models import Date
from notify_service.calendar.rules import daily, days_of, zone_of

if TYPE_CHECKING:
    from icalendar import Event

REFRESH = timedelta(hours=6)
# A moment alone is not seen in most programs: a deadline is the end of this.
DEADLINE = timedelta(minutes=30)


def calendar_of(dates: Iterable[Date], *, name: str, origin: str, gettext: Gettext) -> bytes:
    """A calendar of the dates, in the words of `gettext`."""
    # Loaded when the first calendar is asked for: most processes never need it.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Corridor//Dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH, parameters={"VALUE": "DURATION"})
    told = list(dates)
    zones = zones_of_file(moment for date in told for moment in _times(date))
    for zone in zones.values():
        calendar.add_component(zone)
    for date in told:
        event = _event(date, origin=origin, gettext=gettext)
        _add_times(event, date, zones)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(date: Date, *, origin: str, gettext: Gettext) -> "Event":
    from icalendar import Event

    kind = label(date.what, gettext)
    url = date.url if "://" in date.url else origin.rstrip("/") + date.url
    event = Event()
    event.add("uid", f"{date.key.replace('/', '-')}@{urlsplit(origin).hostname or 'corridor'}")
    event.add("sequence", date.sequence)
    event.add("dtstamp", date.changed_at.astimezone(UTC))
    event.add("created", date.created_at.astimezone(UTC))
    event.add("last-modified", date.changed_at.astimezone(UTC))
    event.add("summary", date.title if date.what == "meeting" else f"{kind}: {date.title}")
    event.add("categories", [kind])
    if date.place:
        event.add("location", date.place)
    event.add("description", f"{kind}\n{date.title}\n\n{url}")
    event.add("url", url)
    event.add("status", "CANCELLED" if date.removed else "CONFIRMED")
    busy = date.ends_at is not None and not date.whole_days and not date.removed
    event.add("transp", "OPAQUE" if busy else "TRANSPARENT")
    return event


def _add_times(event: "Event", date: Date, zones: Collection[str]) -> None:
    """Whole days, or hours: in the zone of the place where its rules could be written, else in UTC."""
    starts_at, ends_at = _times(date)
    if date.whole_days:
        first, after = days_of(starts_at, ends_at, zone_of(date.time_zone))
        event.add("dtstart", first)
        event.add("dtend", after)
        return
    place = zone_of(date.time_zone) if date.time_zone in zones else UTC
    days = daily(starts_at, ends_at) if date.what == "meeting" else 1
    if days > 1:
        # The same hours each day, and the nights between free.
        event.add("rrule", {"freq": "daily", "count": days})
        ends_at = datetime.combine(starts_at.date(), ends_at.time(), starts_at.tzinfo)
    event.add("dtstart", starts_at.astimezone(place))
    event.add("dtend", ends_at.astimezone(place))


def _times(date: Date) -> tuple[datetime, datetime]:
    """From and to by the clock of the place; of a deadline the half hour before it."""
    zone = zone_of(date.time_zone)
    starts_at = date.starts_at if date.ends_at is not None else date.starts_at - DEADLINE
    ends_at = max(date.ends_at or date.starts_at, starts_at)
    return starts_at.astimezone(zone), ends_at.astimezone(zone)
