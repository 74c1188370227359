"""What concerns a member, out of mentions, answers and messages; a post stands for its notice."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from forum_service.boards.queries import VISIBLE_TOPIC, sight
from forum_service.sql import statement

# The strongest reason comes first: 1 named, 2 answered, 6 a private message.
_NOTICES = """
    SELECT DISTINCT ON (p.id) p.id, p.number, p.topic_id, p.author_id, p.created_at, t.slug, t.title, c.kind,
           p.number <= COALESCE(r.last_read, 0) AS read
    FROM (
        (SELECT m.post_id, 1 AS kind FROM mentions m WHERE m.account_id = :me
         ORDER BY m.post_id DESC LIMIT :most)
        UNION ALL
        (SELECT a.id, 2 FROM posts a JOIN posts q ON q.topic_id = a.topic_id AND q.number = a.reply_to
         WHERE q.author_id = :me ORDER BY a.id DESC LIMIT :most)
        UNION ALL
        (SELECT w.id, 6 FROM message_people mp JOIN posts w ON w.topic_id = mp.topic_id
         WHERE mp.account_id = :me AND mp.left_at IS NULL ORDER BY w.id DESC LIMIT :most)
    ) c
    JOIN posts p ON p.id = c.post_id AND NOT p.hidden AND p.author_id <> :me
    JOIN topics t ON t.id = p.topic_id
    LEFT JOIN topic_readers r ON r.topic_id = t.id AND r.account_id = :me
    WHERE {visible} {which}
    ORDER BY p.id DESC, c.kind LIMIT :size OFFSET :skip
"""
_UNREAD = "AND p.number > COALESCE(r.last_read, 0)"
_STATEMENTS = {
    False: statement(_NOTICES, visible=VISIBLE_TOPIC, which=""),
    True: statement(_NOTICES, visible=VISIBLE_TOPIC, which=_UNREAD),
}
_ONE = statement(_NOTICES, visible=VISIBLE_TOPIC, which="AND p.id = :post")
MOST = 2000


def list_notices(
    session: Session, *, viewer: Viewer, size: int, skip: int, unread: bool
) -> Sequence[Row[Any]]:
    """The latest, or of those the unread ones."""
    values = {**sight(viewer), "size": size, "skip": skip, "most": MOST}
    return session.execute(_STATEMENTS[unread], values).all()


def get_notice(session: Session, number: int, *, viewer: Viewer) -> Row[Any]:
    """One of them; raises NotFound."""
    values = {**sight(viewer), "size": 1, "skip": 0, "most": MOST, "post": number}
    row = session.execute(_ONE, values).one_or_none()
    if row is None:
        raise NotFound
    return row
