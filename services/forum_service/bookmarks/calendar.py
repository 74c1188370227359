"""Reminders as a calendar."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from forum_service.bookmarks.urls import target_url
from forum_service.urls import absolute

if TYPE_CHECKING:
    from icalendar import Event

LASTS = timedelta(minutes=15)


def reminders_as_calendar(rows: Sequence[Row[Any]], *, now: datetime, origin: str) -> bytes:
    """One short event a reminder, with an alarm at its time."""
    # Loaded when the first calendar is asked for: most processes never need it.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Corridor//Forum//EN")
    calendar.add("version", "2.0")
    for row in rows:
        calendar.add_component(_event(row, now=now, origin=origin))
    body: bytes = calendar.to_ical()
    return body


def _event(row: Row[Any], *, now: datetime, origin: str) -> "Event":
    from icalendar import Alarm, Event

    event, url = Event(), absolute(target_url(row), origin=origin)
    event.add("uid", f"bookmark-{row.id}@{origin.partition('://')[2]}")
    event.add("dtstamp", now)
    event.add("dtstart", row.remind_at)
    event.add("dtend", row.remind_at + LASTS)
    event.add("summary", row.title)
    event.add("description", f"{row.note}\n{url}".strip())
    event.add("url", url)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", row.title)
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event
