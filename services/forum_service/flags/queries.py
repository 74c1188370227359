"""Reading flags."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.boards.queries import VISIBLE_TOPIC, sight
from forum_service.flags.models import Flag
from forum_service.sql import statement

# A post with its open flags, the one that waits longest first; only what the moderator may see themselves
# and did not write, and for the house's staff the posts of messages that were shown to them.
_QUEUE = statement(
    """
    SELECT p.id, p.number, p.html, p.language, p.created_at, p.author_id, t.id AS topic_id, t.slug, t.title,
           b.slug AS board_slug, b.name AS board_name, COALESCE(m.name, '') AS author_name,
           min(f.created_at) AS waits_since, count(*) AS flags,
           array_agg(DISTINCT f.reason) AS reasons
    FROM flags f
    JOIN posts p ON p.id = f.post_id AND NOT p.hidden
    JOIN topics t ON t.id = p.topic_id
    JOIN boards b ON b.id = t.board_id
    LEFT JOIN members m ON m.account_id = p.author_id
    WHERE f.outcome IS NULL AND p.author_id <> :me AND (
        (t.board_id = ANY (CAST(:boards AS bigint[])) AND {visible})
        OR (b.kind = 'messages' AND CAST(:roles AS text[]) && ARRAY['moderator', 'secretariat']))
    GROUP BY p.id, t.id, b.id, m.name ORDER BY waits_since, p.id LIMIT :size
    """,
    visible=VISIBLE_TOPIC,
)
_OF_POST = statement(
    """
    SELECT f.id, f.account_id, f.reason, f.words, f.created_at, f.outcome, f.decided_at, f.answer,
           COALESCE(m.name, '') AS name, COALESCE(d.name, '') AS decider
    FROM flags f
    LEFT JOIN members m ON m.account_id = f.account_id
    LEFT JOIN members d ON d.account_id = f.decided_by
    WHERE f.post_id = :post ORDER BY f.id
    """
)
QUEUE_SIZE = 50


def flagged_posts(
    session: Session, board_ids: Sequence[int], *, viewer: Viewer, size: int = QUEUE_SIZE
) -> Sequence[Row[Any]]:
    """The posts with open flags in these forums, the one that waits longest first."""
    return session.execute(_QUEUE, {"boards": list(board_ids), "size": size, **sight(viewer)}).all()


def flags_of(session: Session, post_id: int) -> Sequence[Row[Any]]:
    """All flags on a post with who raised and who settled them; for moderators' eyes."""
    return session.execute(_OF_POST, {"post": post_id}).all()


def find_own_flag(session: Session, post_id: int, account_id: UUID | None) -> Flag | None:
    """The member's newest flag on a post."""
    mine = select(Flag).where(Flag.post_id == post_id, Flag.account_id == account_id)
    return session.scalars(mine.order_by(Flag.id.desc()).limit(1)).first()
