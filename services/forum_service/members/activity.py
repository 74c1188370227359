"""What a member wrote, as far as the viewer may see it."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from corridor.web import Page
from corridor.web.cursors import Cursor, read_cursor, write_cursor
from forum_service.boards.queries import BOARDS_OF_TOPIC, LISTED_TOPIC, SHOWN_BOARD, sight
from forum_service.members.models import Member
from forum_service.sql import statement

SIZE = 20

# By the index of posts by author, newest first: it ends when the page is full.
_POSTS = statement(
    """
    SELECT p.id, p.number, p.html, p.language, p.created_at, t.id AS topic_id, t.slug, t.title,
           t.language AS topic_language, t.audience IS NOT NULL AS private,
           {shown}
    FROM posts p JOIN topics t ON t.id = p.topic_id {boards}
    WHERE p.author_id = :author AND p.id < :before AND NOT p.hidden AND {visible}
        AND (:openings = (p.number = 1) OR NOT :openings)
    ORDER BY p.id DESC LIMIT :size
    """,
    shown=SHOWN_BOARD,
    boards=BOARDS_OF_TOPIC,
    visible=LISTED_TOPIC,
)


def get_member(session: Session, handle: str) -> Member:
    """The member with this handle; raises NotFound for those who left or have no role."""
    known = (func.lower(Member.handle) == handle.lower(), Member.active, func.cardinality(Member.roles) > 0)
    member = session.scalars(select(Member).where(*known).limit(1)).one_or_none()
    if member is None or not handle:
        raise NotFound(_("There is no such member."))
    return member


def written_by(
    session: Session, member: Member, *, viewer: Viewer, openings: bool, after: str | None
) -> Page[Row[Any]]:
    """The posts of a member, or only the first ones of topics, the newest first."""
    cursor = read_cursor(after, 1)
    values = {
        **sight(viewer),
        "author": member.account_id,
        "before": cursor.values[0] if cursor else 2**63 - 1,
        "openings": openings,
        "size": SIZE + 1,
    }
    rows = session.execute(_POSTS, values).all()
    shown = rows[:SIZE]
    more = len(rows) > SIZE
    return Page(items=shown, next_cursor=write_cursor(Cursor(values=(shown[-1].id,))) if more else None)
