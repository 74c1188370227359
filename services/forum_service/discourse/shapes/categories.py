"""Forums, which those programs call categories."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from forum_service.boards.labels import board_description, board_name
from forum_service.boards.rules import ANY_ROLE

# The names of the design system's colours, as the numbers those programs paint with.
COLOURS = {
    "green": "0b6b53",
    "blue": "1f5fa8",
    "amber": "9a6700",
    "violet": "6b4bb0",
    "teal": "0f6a78",
    "rose": "a8324a",
    "grey": "5c5f62",
    "plum": "6b4bb0",
    "slate": "5c5f62",
    "clay": "a8324a",
}
FULL, REPLY, SEE = 1, 2, 3


def category(board: Row[Any], *, may_reply: bool = True, children: Sequence[int] = ()) -> dict[str, Any]:
    """A forum as the viewer sees it."""
    permission = FULL if board.may_open else REPLY if may_reply else SEE
    return {
        "id": board.id,
        "name": board_name(board.slug, board.name),
        "slug": board.slug,
        "color": COLOURS.get(board.colour, COLOURS["green"]),
        "text_color": "FFFFFF",
        "description": board_description(board.slug, board.description),
        "description_text": board_description(board.slug, board.description),
        "description_excerpt": board_description(board.slug, board.description),
        "topic_count": board.topics_count,
        "post_count": board.posts_count,
        "position": getattr(board, "position", 0),
        "parent_category_id": getattr(board, "parent_id", None),
        "subcategory_ids": list(children),
        "has_children": bool(children),
        # Nothing here is public.
        "read_restricted": True,
        "permission": permission,
        "notification_level": board.level,
        "can_edit": False,
        "topic_template": "",
        "group_permissions": [{"permission_type": permission, "group_name": ANY_ROLE}],
        "uploaded_logo": None,
        "uploaded_background": None,
    }
