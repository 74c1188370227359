"""Reading bookmarks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from corridor.web import Page
from corridor.web.cursors import Cursor, read_cursor, write_cursor
from forum_service.boards.queries import VISIBLE_TOPIC, sight
from forum_service.bookmarks.models import Bookmark
from forum_service.sql import statement

SIZE = 30
COMING = 500
# What is no longer open to the reader keeps its note, and tells nothing else.
_MARKS = """
    SELECT k.id, k.note, k.created_at, k.remind_at, k.reminded_at, k.post_id,
        t.id AS topic_id, t.slug, t.title, t.language, p.number, COALESCE(p.html, '') AS html,
        COALESCE(m.name, '') AS author_name, {visible} AND (k.topic_id IS NOT NULL OR NOT p.hidden) AS open
    FROM bookmarks k
    LEFT JOIN posts p ON p.id = k.post_id
    JOIN topics t ON t.id = COALESCE(k.topic_id, p.topic_id)
    LEFT JOIN members m ON m.account_id = COALESCE(p.author_id, t.author_id)
    WHERE k.account_id = :me AND {which}
    ORDER BY {order} LIMIT :size
"""
_PAGE = statement(
    """
    SELECT * FROM ({marks}) found
    WHERE CAST(:words AS text) IS NULL OR note ILIKE :words OR (open AND title ILIKE :words)
    LIMIT :page
    """,
    marks=_MARKS.replace("{which}", "k.id < :before").replace("{order}", "k.id DESC"),
    visible=VISIBLE_TOPIC,
)
_ONE = statement(_MARKS, which="k.id = :id", order="k.id", visible=VISIBLE_TOPIC)
_COMING = statement(
    _MARKS,
    which="k.remind_at IS NOT NULL AND k.reminded_at IS NULL",
    order="k.remind_at",
    visible=VISIBLE_TOPIC,
)
_END = 2**63 - 1
_READ = 5000


def page_of_bookmarks(
    session: Session, *, viewer: Viewer, words: str = "", after: str | None = None
) -> Page[Row[Any]]:
    """The viewer's bookmarks, the latest first; with `words` those whose title or note has them."""
    cursor = read_cursor(after, 1)
    values = {
        **sight(viewer),
        "before": cursor.values[0] if cursor else _END,
        "words": f"%{_literally(words)}%" if words else None,
        "size": _READ if words else SIZE + 1,
        "page": SIZE + 1,
    }
    rows = session.execute(_PAGE, values).all()
    more = Cursor(values=(rows[SIZE - 1].id,)) if len(rows) > SIZE else None
    return Page(items=rows[:SIZE], next_cursor=write_cursor(more) if more else None)


def get_bookmark(session: Session, bookmark_id: int, *, viewer: Viewer) -> Row[Any]:
    """One of the viewer's own; raises NotFound."""
    row = session.execute(_ONE, {**sight(viewer), "id": bookmark_id, "size": 1}).one_or_none()
    if row is None:
        raise NotFound(_("There is no such bookmark."))
    return row


def coming_reminders(session: Session, *, viewer: Viewer) -> Sequence[Row[Any]]:
    """What the viewer will be reminded of, the next first."""
    rows = session.execute(_COMING, {**sight(viewer), "size": COMING}).all()
    return [row for row in rows if row.open]


def find_bookmark_id(
    session: Session, account_id: UUID | None, *, topic_id: int | None = None, post_id: int | None = None
) -> int | None:
    """The bookmark of a topic or a post, if there is one."""
    mine = select(Bookmark.id).where(Bookmark.account_id == account_id)
    thing = Bookmark.post_id == post_id if post_id else Bookmark.topic_id == topic_id
    return session.scalar(mine.where(thing))


def _literally(words: str) -> str:
    """Signs that mean something in a pattern mean themselves."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
