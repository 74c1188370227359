"""When a message is tried again, and when nobody is there any more."""

from datetime import timedelta

PING = "ping"
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=25), timedelta(minutes=125))
# Who gave no answer at all is left alone for so long, whatever else there is to say.
HUNG_UP = timedelta(minutes=1)
KEPT = timedelta(days=30)
# "Not here", said to every try of one message, means that nobody listens any more.
GONE = frozenset({404, 410})
MOST_HOOKS = 50
LONGEST_URL = 500
# Shorter ones can be guessed from one message.
SHORTEST_SECRET = 12


def event_type(event: str) -> str:
    """What an event is about: `post` for "post_created"."""
    return event.partition("_")[0]


def next_try(attempts: int) -> timedelta | None:
    """The pause after so many tries; None when it is given up."""
    return PAUSES[attempts - 1] if 0 < attempts <= len(PAUSES) else None


def taken(status: int | None) -> bool:
    """Whether an answer says that the message was taken."""
    return status is not None and 200 <= status < 300
