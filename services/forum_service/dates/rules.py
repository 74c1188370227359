"""When a meeting begins and ends, as calendars are told. Pure."""

from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo


class Days(Protocol):
    """The days of a meeting, and the hours of each where they are known."""

    starts_on: date
    ends_on: date
    starts_time: time | None
    ends_time: time | None
    time_zone: str


def span_of(meeting: Days) -> dict[str, Any]:
    """From the first hour to the last one; without hours from midnight to midnight."""
    if meeting.starts_time is None or meeting.ends_time is None:
        after = meeting.ends_on + timedelta(days=1)
        return {"starts_at": meeting.starts_on.isoformat(), "ends_at": after.isoformat()}
    zone = ZoneInfo(meeting.time_zone)
    first = datetime.combine(meeting.starts_on, meeting.starts_time, zone)
    last = datetime.combine(meeting.ends_on, meeting.ends_time, zone)
    return {"starts_at": first.isoformat(), "ends_at": last.isoformat()}
