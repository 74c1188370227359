"""What a mail may ask, and what its text must be."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from flask_babel import lazy_gettext as _

from corridor.errors import Invalid
from forum_service.posts.rules import LONGEST
from forum_service.topics.rules import TITLE_MAX, TITLE_MIN
from forum_service.tracking.models import Level

WRITING: Final = frozenset({"reply", "private", "topic"})
LEVELS: Final = {"watch": Level.WATCHING, "track": Level.TRACKING, "mute": Level.MUTED}
ACTS: Final = WRITING | {"thanks"} | set(LEVELS)
# Of one mail; the rest is left out and said to be.
MOST_FILES: Final = 20
# About eight hours: longer than a night's outage of the service that has the files.
MOST_TRIES: Final = 14
_SHORTEST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
# A picture where it stood in the mail, by its Content-ID.
_SHOWN = re.compile(r"!\[[^\]\n]*\]\(cid:([^)\s]+)\)")


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    return (
        min(_SHORTEST_PAUSE * 4 ** (attempts - 1), _LONGEST_PAUSE)
        if attempts < MOST_TRIES
        else _LONGEST_PAUSE
    )


def check_title(title: str) -> None:
    """Refuse a subject line that cannot be the title of a topic."""
    if not TITLE_MIN <= len(title) <= TITLE_MAX:
        message = _(
            "The subject of your mail becomes the title of the topic: please give it %(least)s to %(most)s "
            "characters.",
            least=TITLE_MIN,
            most=TITLE_MAX,
        )
        raise Invalid(message, errors={"title": [message]}, code="title")


def check_words(raw: str) -> None:
    """Refuse a text with nothing in it, or too much."""
    if not raw.strip():
        message = _("There were no words of your own in your mail.")
        raise Invalid(message, errors={"raw": [message]}, code="empty")
    if len(raw) > LONGEST:
        message = _(
            "A post may have at most %(most)s characters; yours has %(has)s.", most=LONGEST, has=len(raw)
        )
        raise Invalid(message, errors={"raw": [message]}, code="too_long")


def with_files(raw: str, links: Sequence[tuple[str, str]]) -> str:
    """The text with its files, each a Content-ID (or "") and its Markdown.

    A picture stands where the mail showed it, all else at the end; what was not kept is gone from the text.
    """
    by_id: Mapping[str, str] = {content_id: link for content_id, link in links if content_id}
    placed = set(_SHOWN.findall(raw)) & set(by_id)
    text = _SHOWN.sub(lambda found: by_id.get(found[1], ""), raw).strip()
    rest = [link for content_id, link in links if content_id not in placed]
    return "\n\n".join([text, *rest]).strip()
