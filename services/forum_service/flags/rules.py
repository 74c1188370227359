"""Which posts can be shown to the moderators."""

from typing import Any

from forum_service.boards.models import BoardKind


def may_be_flagged(post: Any) -> bool:
    """All that others read, and private messages; the room of a case is its participants' own."""
    return not post.private or post.board_slug == BoardKind.MESSAGES
