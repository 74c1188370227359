"""What counts as new, and how much of it stands on a page."""

from datetime import datetime, timedelta

from forum_service.moments import read_moment

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
    """The moment of ?since=, a year back at most; None when it is none."""
    moment = read_moment(typed, zone=zone)
    return max(moment, now - LONGEST_AGO) if moment else None
