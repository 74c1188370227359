"""Where held posts go, from the rows that views have at hand."""

from typing import Any

from sqlalchemy import Row

from forum_service.approval.actions import Destination


def reply_to(topic: Row[Any]) -> Destination:
    """Into a topic."""
    return Destination(
        board_id=topic.board_id,
        board_slug=topic.board_slug,
        board_name=topic.board_name,
        title=topic.title,
        topic_id=topic.id,
    )


def new_topic(board: Row[Any], title: str) -> Destination:
    """Into a forum, as a topic of its own."""
    return Destination(board_id=board.id, board_slug=board.slug, board_name=board.name, title=title)


def waiting_url(held_id: int) -> str:
    """The page where its author sees it wait."""
    return f"/forum/waiting/{held_id}"
