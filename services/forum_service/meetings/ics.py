"""Meetings as calendars read them (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from corridor.calendar_zones import zones_of_file
from forum_service.meetings.models import Meeting
from forum_service.urls import absolute

if TYPE_CHECKING:
    from icalendar import Event

REFRESH = timedelta(hours=12)


def calendar_of(meetings: Iterable[Meeting], *, name: str, origin: str, private: bool) -> bytes:
    """A calendar of the meetings; `private` adds what only the invited may know, such as the link to join."""
    # Loaded when the first calendar is asked for: most processes never need it.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Corridor//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    told = list(meetings)
    moments = (first_moment(meeting) for meeting in told)
    # The rules of each zone go along: the reader's program may know other ones, or none.
    for zone in zones_of_file(moment for moment in moments if moment is not None).values():
        calendar.add_component(zone)
    for meeting in told:
        calendar.add_component(_event(meeting, origin=origin, private=private))
    # The few zones without yearly rules.
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, *, origin: str, private: bool) -> "Event":
    url = absolute(f"/iag/meetings/{meeting.slug}", origin=origin)
    from icalendar import Event

    event = Event()
    event.add("uid", f"meeting-{meeting.id}@{urlsplit(origin).hostname or 'corridor'}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at.astimezone(UTC))
    event.add("created", meeting.created_at.astimezone(UTC))
    event.add("last-modified", meeting.changed_at.astimezone(UTC))
    event.add("summary", meeting.title)
    event.add("location", meeting.place)
    joining = f"\n{meeting.online_url}" if private and meeting.online_url else ""
    event.add("description", f"{meeting.summary}\n\n{url}{joining}".strip())
    event.add("url", url)
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if meeting.cancelled else "OPAQUE")
    _add_days(event, meeting)
    return event


def _add_days(event: "Event", meeting: Meeting) -> None:
    """Whole days where no hours are known, else the hours of the first day, and again on the others."""
    days = (meeting.ends_on - meeting.starts_on).days + 1
    if meeting.starts_time is None or meeting.ends_time is None:
        event.add("dtstart", meeting.starts_on)
        event.add("dtend", meeting.ends_on + timedelta(days=1))
        return
    event.add("dtstart", first_moment(meeting))
    event.add("dtend", datetime.combine(meeting.starts_on, meeting.ends_time, ZoneInfo(meeting.time_zone)))
    if days > 1:
        event.add("rrule", {"freq": "daily", "count": days})


def first_moment(meeting: Meeting) -> datetime | None:
    """When it begins, where the hour is known."""
    if meeting.starts_time is None:
        return None
    return datetime.combine(meeting.starts_on, meeting.starts_time, ZoneInfo(meeting.time_zone))
