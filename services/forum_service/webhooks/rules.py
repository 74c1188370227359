"""What can be told, how it is signed, and when it is tried again."""

import hmac
from datetime import timedelta
from hashlib import sha256

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

# The names that programs for Discourse know.
EVENTS: dict[str, LazyString] = {
    "topic_created": _("A topic was opened"),
    "post_created": _("A post was written"),
    "post_edited": _("A post was changed"),
    "post_destroyed": _("A post was taken down"),
    "post_recovered": _("A post was put back"),
    "user_created": _("Somebody became a member"),
    "user_updated": _("A member's details or roles changed"),
}
PING = "ping"
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=25), timedelta(minutes=125))
# Who gave no answer at all is left alone for so long, whatever else there is to say.
HUNG_UP = timedelta(minutes=1)
KEPT = timedelta(days=30)
# "Not here", said to every try of one message, means that nobody listens any more.
GONE = frozenset({404, 410})
MOST_HOOKS = 50
LONGEST_URL = 500


def event_type(event: str) -> str:
    """What an event is about: `post` for "post_created"."""
    return event.partition("_")[0]


def signature(secret: str, body: bytes) -> str:
    """The header by which the other side knows that a message is ours."""
    return "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()


def next_try(attempts: int) -> timedelta | None:
    """The pause after so many tries; None when it is given up."""
    return PAUSES[attempts - 1] if 0 < attempts <= len(PAUSES) else None


def taken(status: int | None) -> bool:
    """Whether an answer says that the message was taken."""
    return status is not None and 200 <= status < 300
