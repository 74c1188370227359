"""The levels in words."""

from flask_babel import lazy_gettext as _

from forum_service.tracking.models import Level

_TOPIC = [
    (Level.WATCHING, _("Watching"), _("You are told of every reply.")),
    (Level.TRACKING, _("Tracking"), _("New replies are on your unread list.")),
    (Level.NORMAL, _("Normal"), _("You are told when somebody names or answers you.")),
    (Level.MUTED, _("Muted"), _("You hear nothing of it.")),
]
_BOARD = [
    (Level.WATCHING, _("Watching"), _("You are told of every topic and every reply.")),
    (Level.WATCHING_FIRST_POST, _("New topics"), _("You are told of every new topic.")),
    (Level.TRACKING, _("Tracking"), _("New replies in topics you opened are on your unread list.")),
    (Level.NORMAL, _("Normal"), _("You are told when somebody names or answers you.")),
    (Level.MUTED, _("Muted"), _("Its topics are on none of your lists.")),
]
_TAG = [
    (Level.WATCHING, _("Watching"), _("You are told of every topic with it and every reply.")),
    (Level.WATCHING_FIRST_POST, _("New topics"), _("You are told of every new topic with it.")),
    (Level.TRACKING, _("Tracking"), _("New replies in its topics that you opened are on your unread list.")),
    (Level.NORMAL, _("As the forum"), _("What you chose for a forum holds.")),
    (Level.MUTED, _("Muted"), _("Its topics are on none of your lists.")),
]
Levels = list[tuple[int, str, str]]


def topic_levels() -> Levels:
    """(level, name, meaning) for a topic, the loudest first."""
    return [(int(level), str(name), str(meaning)) for level, name, meaning in _TOPIC]


def tag_levels() -> Levels:
    """(level, name, meaning) for a tag, the loudest first."""
    return [(int(level), str(name), str(meaning)) for level, name, meaning in _TAG]


def board_levels() -> Levels:
    """(level, name, meaning) for a forum, the loudest first."""
    return [(int(level), str(name), str(meaning)) for level, name, meaning in _BOARD]
