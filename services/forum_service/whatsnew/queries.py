"""Reading what is new: topics with news, the liveliest first, and their posts, in one statement a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.web import Page
from corridor.web.cursors import Cursor, read_cursor, write_cursor
from forum_service.boards.queries import BOARDS_OF_TOPIC, LEVEL, LISTED_TOPIC, SHOWN_BOARD, sight
from forum_service.sql import part, statement
from forum_service.whatsnew.rules import NEW_FOR, POSTS_OF_TOPIC, TOPICS

_FRESH = """
    SELECT t.id, t.slug, t.title, t.language, t.highest_post_number, t.last_posted_at,
           t.audience IS NOT NULL AS private, {shown}, COALESCE(r.last_read, 0) AS last_read
    FROM topics t
    {boards}
    LEFT JOIN topic_readers r ON r.topic_id = t.id AND r.account_id = :me
    LEFT JOIN board_readers br ON br.board_id = t.board_id AND br.account_id = :me
    WHERE t.last_posted_at > :floor AND {level} > 0 AND {unread} AND {listed}
"""
# What somebody has not read, or with a date all that was posted since.
_UNREAD = "t.highest_post_number > COALESCE(r.last_read, 0)"
_NEWS = """
    WITH fresh AS ({fresh} {behind} ORDER BY t.last_posted_at DESC, t.id DESC LIMIT :topics)
    SELECT f.*, p.id AS post_id, p.number, p.html, p.language AS post_language, p.created_at, p.author_id,
           COALESCE(m.name, '') AS name, COALESCE(m.handle, '') AS handle,
           COALESCE(m.organisation, '') AS organisation
    FROM fresh f
    LEFT JOIN LATERAL (
        SELECT * FROM posts p
        WHERE p.topic_id = f.id AND {beyond} AND p.created_at > :floor AND p.author_id <> :me AND NOT p.hidden
        ORDER BY p.number LIMIT :posts) p ON true
    LEFT JOIN members m ON m.account_id = p.author_id
    ORDER BY f.last_posted_at DESC, f.id DESC, p.number
"""
_BEHIND = "AND (t.last_posted_at, t.id) < (:k0, :k1)"
_BEYOND = "p.number > f.last_read"


def _news(unread: str, beyond: str, behind: str) -> Any:
    fresh = part(_FRESH, unread=unread, boards=BOARDS_OF_TOPIC, shown=SHOWN_BOARD)
    return statement(_NEWS, fresh=fresh, level=LEVEL, listed=LISTED_TOPIC, beyond=beyond, behind=behind)


_STATEMENTS = {
    (everything, behind): _news("true", "true", edge) if everything else _news(_UNREAD, _BEYOND, edge)
    for everything in (False, True)
    for behind, edge in ((False, ""), (True, _BEHIND))
}
_REACHED = statement(
    """
    SELECT t.id,
           (SELECT max(p.number) FROM posts p WHERE p.topic_id = t.id AND p.created_at <= :until) AS number
    FROM ({fresh}) t
    ORDER BY t.id LIMIT :topics
    """,
    fresh=_FRESH,
    unread=_UNREAD,
    boards=BOARDS_OF_TOPIC,
    shown=SHOWN_BOARD,
    level=LEVEL,
    listed=LISTED_TOPIC,
)


@dataclass(frozen=True, kw_only=True)
class News:
    """A topic with the first of its new posts."""

    topic: Row[Any]
    posts: Sequence[Row[Any]]

    @property
    def more_from(self) -> int | None:
        """The number after the last post shown, where there are more."""
        last = int(self.posts[-1].number)
        return last + 1 if last < self.topic.highest_post_number else None


def news_for(
    session: Session,
    *,
    viewer: Viewer,
    now: datetime,
    since: datetime | None = None,
    after: str | None = None,
) -> Page[News]:
    """The topics in which others posted what the viewer has not read; with `since` all posts from then on."""
    cursor = read_cursor(after, 2)
    edge = {f"k{n}": value for n, value in enumerate(cursor.values)} if cursor else {}
    bounds = {"floor": since or now - NEW_FOR, "topics": TOPICS + 1, "posts": POSTS_OF_TOPIC}
    statement_ = _STATEMENTS[since is not None, cursor is not None]
    rows = session.connection().execute(statement_, {**sight(viewer), **bounds, **edge}).all()
    groups = [list(group) for _id, group in groupby(rows, key=lambda row: row.id)]
    shown = groups[:TOPICS]
    # Nothing to read where only oneself wrote, or where the new posts were taken down.
    items = [News(topic=group[0], posts=group) for group in shown if group[0].post_id is not None]
    if len(groups) <= TOPICS:
        return Page(items=items)
    last = shown[-1][0]
    return Page(items=items, next_cursor=write_cursor(Cursor(values=(last.last_posted_at, last.id))))


def reached_at(
    session: Session, moment: datetime, *, viewer: Viewer, now: datetime, most: int
) -> Sequence[Row[Any]]:
    """(id, number) of the topics with news, and the last number each had at a moment."""
    values = {**sight(viewer), "floor": now - NEW_FOR, "until": moment, "topics": most}
    return session.execute(_REACHED, values).all()
