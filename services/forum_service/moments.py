"""Days and moments as somebody types them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def read_moment(typed: str, *, zone: str) -> datetime | None:
    """A day of the reader's own zone, or a moment; None when it is neither."""
    try:
        moment = datetime.fromisoformat(typed)
        if len(typed) == len("2026-11-23"):
            moment = datetime.combine(date.fromisoformat(typed), time.min)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(zone))
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
