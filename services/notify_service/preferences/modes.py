"""The one choice a forum: nothing by mail, the digest, new topics at once, or every post at once."""

from collections.abc import Mapping

from notify_service.inbox.rules import FORUM_REPLY, FORUM_TOPIC

OFF = "off"
IN_DIGEST = "digest"
TOPICS = "topics"
ALL = "all"
MODES = (OFF, IN_DIGEST, TOPICS, ALL)

_CHANNELS: Mapping[str, tuple[str, str]] = {
    OFF: ("site", "site"),
    IN_DIGEST: ("digest", "digest"),
    TOPICS: ("mail", "site"),
    ALL: ("mail", "mail"),
}


def channels_of(mode: str) -> dict[str, str]:
    """The channels of new topics and of replies under a mode."""
    topics, replies = _CHANNELS[mode]
    return {FORUM_TOPIC: topics, FORUM_REPLY: replies}


def mode_of(*, topics: str, replies: str) -> str:
    """The mode that comes closest to two channels chosen one by one."""
    if replies == "mail":
        return ALL
    if topics == "mail":
        return TOPICS
    return IN_DIGEST if "digest" in (topics, replies) else OFF
