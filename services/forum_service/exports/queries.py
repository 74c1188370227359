"""Reading what is exported: only what the member may see, at the moment the file is made."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.boards.queries import LISTED_TOPIC, sight
from forum_service.sql import statement

_POSTS = statement(
    """
    SELECT p.id, p.number, p.raw, p.html, p.language, p.reply_to, p.created_at, p.edited_at,
           COALESCE(m.name, '') AS name, COALESCE(m.handle, '') AS handle,
           COALESCE(m.organisation, '') AS organisation
    FROM posts p
    LEFT JOIN members m ON m.account_id = p.author_id
    WHERE p.topic_id = :topic AND NOT p.hidden
    ORDER BY p.number LIMIT :most
    """
)
_TOPICS = statement(
    """
    SELECT t.id, t.slug, t.title, t.language, t.created_at, t.posts_count
    FROM topics t
    WHERE t.board_id = :board AND t.audience IS NULL AND {listed}
    ORDER BY t.created_at, t.id
    """,
    listed=LISTED_TOPIC,
)


def posts_of_topic(session: Session, topic_id: int, *, most: int) -> Iterator[Row[Any]]:
    """The posts of a topic in order. Whoever calls has seen to it that the topic is visible."""
    yield from session.execute(_POSTS, {"topic": topic_id, "most": most})


def topics_of_board(session: Session, board_id: int, *, viewer: Viewer) -> Sequence[Row[Any]]:
    """The topics of a forum that somebody sees in its lists, the oldest first."""
    return session.execute(_TOPICS, {"board": board_id, **sight(viewer)}).all()
