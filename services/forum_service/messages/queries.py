"""Reading the boxes of messages."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, TextClause
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from corridor.web import Page
from corridor.web.cursors import Cursor, read_cursor, write_cursor
from forum_service.boards.queries import VISIBLE_TOPIC, sight
from forum_service.sql import statement
from forum_service.topics.queries import get_topic_for

SIZE = 30
MESSAGES = "messages"

# A message is put away until somebody writes in it again.
_AWAY = "mp.archived_at IS NOT NULL AND mp.archived_at >= t.last_posted_at"
_BOX = """
    SELECT t.id, t.slug, t.title, t.language, t.last_posted_at, t.posts_count, t.highest_post_number,
           COALESCE(a.name, '') AS author_name, r.last_read, COALESCE(r.unread, false) AS unread,
           (SELECT string_agg(who.name, chr(10) ORDER BY o.added_at, who.name)
            FROM message_people o JOIN members who ON who.account_id = o.account_id
            WHERE o.topic_id = t.id AND o.left_at IS NULL AND o.account_id <> :me) AS people
    FROM message_people mp
    JOIN topics t ON t.id = mp.topic_id
    LEFT JOIN members a ON a.account_id = t.author_id
    LEFT JOIN topic_readers r ON r.topic_id = t.id AND r.account_id = :me
    WHERE mp.account_id = :me AND mp.left_at IS NULL AND {visible} AND {which} {behind}
    ORDER BY t.last_posted_at DESC, t.id DESC LIMIT :size
"""


def _box(which: str) -> tuple[TextClause, TextClause]:
    behind = "AND (t.last_posted_at, t.id) < (:moment, :id)"
    first = statement(_BOX, visible=VISIBLE_TOPIC, which=which, behind="")
    return first, statement(_BOX, visible=VISIBLE_TOPIC, which=which, behind=behind)


BOXES = {
    "inbox": _box(f"NOT ({_AWAY})"),
    "sent": _box("EXISTS (SELECT 1 FROM posts p WHERE p.topic_id = t.id AND p.author_id = :me)"),
    "archive": _box(_AWAY),
}

_PEOPLE = statement(
    """
    SELECT mp.account_id, mp.added_at, mp.left_at, mp.group_slug, g.name AS group_name,
           COALESCE(m.name, '') AS name, COALESCE(m.handle, '') AS handle,
           COALESCE(m.organisation, '') AS organisation, COALESCE(m.country, '') AS country,
           COALESCE(by.name, '') AS added_by_name, mp.added_by = mp.account_id AS began
    FROM message_people mp
    LEFT JOIN members m ON m.account_id = mp.account_id
    LEFT JOIN members by ON by.account_id = mp.added_by
    LEFT JOIN groups g ON g.slug = mp.group_slug
    WHERE mp.topic_id = :topic ORDER BY mp.left_at NULLS FIRST, mp.added_at, m.name
    """
)
_AWAY_FOR = statement(
    """
    SELECT {away} FROM message_people mp JOIN topics t ON t.id = mp.topic_id
    WHERE mp.topic_id = :topic AND mp.account_id = :me
    """,
    away=_AWAY,
)


def page_of_box(session: Session, box: str, *, viewer: Viewer, after: str | None) -> Page[Row[Any]]:
    """The messages in one of the viewer's boxes, the most recently active first."""
    cursor = read_cursor(after, 2)
    edge = {"moment": cursor.values[0], "id": cursor.values[1]} if cursor else {}
    values = {**sight(viewer), **edge, "size": SIZE + 1}
    rows = session.execute(BOXES[box][bool(cursor)], values).all()
    shown = rows[:SIZE]
    if len(rows) <= SIZE:
        return Page(items=shown)
    return Page(
        items=shown, next_cursor=write_cursor(Cursor(values=(shown[-1].last_posted_at, shown[-1].id)))
    )


def get_message_for(session: Session, topic_id: int, *, viewer: Viewer) -> Row[Any]:
    """The topic of a message; raises NotFound for all but its participants, and for other topics."""
    topic = get_topic_for(session, topic_id, viewer=viewer)
    if topic.board_slug != MESSAGES:
        raise NotFound(_("There is no such message."))
    return topic


def people_of(session: Session, topic_id: int) -> Sequence[Row[Any]]:
    """Who takes part or took part, those who left last."""
    return session.execute(_PEOPLE, {"topic": topic_id}).all()


def is_away(session: Session, topic_id: int, *, viewer: Viewer) -> bool:
    """Whether the viewer put the message away."""
    return bool(session.scalar(_AWAY_FOR, {"topic": topic_id, "me": viewer.id}))
