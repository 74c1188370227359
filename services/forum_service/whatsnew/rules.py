"""What counts as new, and how much of it stands on a page."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# What is older is not brought up by itself, however long somebody was away.
NEW_FOR = timedelta(days=30)
LONGEST_AGO = timedelta(days=366)
TOPICS = 10
POSTS_OF_TOPIC = 5
# Letters on a page, shared by its posts: some nine kilobytes on the line, in any script.
LETTERS = 16_000
SHORTEST, LONGEST = 400, 2_000


def letters_each(posts: int) -> int:
    """How long a post may be before it is cut, with so many on the page."""
    return max(SHORTEST, min(LONGEST, LETTERS // max(1, posts)))


def read_since(typed: str, *, zone: str, now: datetime) -> datetime | None:
    """The moment of ?since=, a day of the reader's own zone or a moment; None when it is neither."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return None
    if len(typed) == len("2026-11-23"):
        moment = datetime.combine(date.fromisoformat(typed), time.min, ZoneInfo(zone))
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    try:
        return max(moment.astimezone(UTC), now - LONGEST_AGO)
    except OverflowError:
        return None
