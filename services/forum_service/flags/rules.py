"""Which posts can be shown to the moderators."""

from typing import Any

from flask_babel import lazy_gettext as _

from corridor.auth import Viewer
from corridor.errors import Forbidden
from forum_service.boards.models import BoardKind
from forum_service.boards.rules import moderates
from forum_service.moderation.rules import check_moderates


def may_be_flagged(post: Any) -> bool:
    """All that others read, and private messages; the room of a case is its participants' own."""
    return not post.private or post.board_slug == BoardKind.MESSAGES


def may_judge(viewer: Viewer, post: Any) -> bool:
    """Who keeps the forum in order; but the author learns neither who flagged the post nor decides."""
    return moderates(viewer.roles, post) and viewer.id != post.author_id


def check_judges(viewer: Viewer, post: Any) -> None:
    """Refuse the flags of a post to all others."""
    check_moderates(viewer, post)
    if not may_judge(viewer, post):
        raise Forbidden(_("This is your own post: other moderators decide about it."))
