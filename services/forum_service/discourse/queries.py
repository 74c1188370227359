"""Topics, posts and forums with what programs want to know of them, under the same sight as our pages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, TextClause
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from forum_service.boards.queries import LEVEL, VISIBLE_TOPIC, sight
from forum_service.lists.queries import IS_NEW, NEW_FOR
from forum_service.sql import statement

SIZE = 30
# Who wants more than this reads on by `before` or by the stream of a topic.
MOST = 100
FARTHEST = 200

_TOPICS = """
    SELECT t.id, t.slug, t.title, t.language, t.created_at, t.last_posted_at,
           t.highest_post_number, t.posts_count, t.readers_count, t.pinned, t.pinned_globally,
           t.closed, t.archived, t.unlisted,
           t.audience IS NOT NULL AS private, t.audience, t.board_id, t.author_id,
           t.last_poster_id, t.participant_ids, t.tags, b.slug AS board_slug, b.name AS board_name, b.kind,
           r.last_read, COALESCE(r.unread, false) AS unread, {level} AS level,
           (SELECT p.thanks_count FROM posts p WHERE p.topic_id = t.id AND p.number = 1) AS thanks,
           EXISTS (SELECT 1 FROM bookmarks k WHERE k.account_id = :me AND k.topic_id = t.id)
           OR EXISTS (SELECT 1 FROM bookmarks k JOIN posts kp ON kp.id = k.post_id
                      WHERE k.account_id = :me AND kp.topic_id = t.id) AS bookmarked,
           EXISTS (SELECT 1 FROM thanks th JOIN posts lp ON lp.id = th.post_id
                   WHERE th.account_id = :me AND lp.topic_id = t.id) AS liked
    FROM topics t
    JOIN boards b ON b.id = t.board_id
    LEFT JOIN topic_readers r ON r.topic_id = t.id AND r.account_id = :me
    LEFT JOIN board_readers br ON br.board_id = t.board_id AND br.account_id = :me
    WHERE {which} AND {visible} ORDER BY {order} LIMIT :size OFFSET :skip
"""
_PUBLIC = "t.audience IS NULL AND NOT t.unlisted"
_NEWEST = "t.last_posted_at DESC, t.id DESC"


def _list(which: str, order: str = _NEWEST) -> TextClause:
    return statement(_TOPICS, which=which, order=order, level=LEVEL, visible=VISIBLE_TOPIC)


_ORDERS = {
    "default": _NEWEST,
    "activity": _NEWEST,
    "created": "t.created_at DESC, t.id DESC",
    "posts": "t.posts_count DESC, t.id DESC",
    "views": "t.readers_count DESC, t.id DESC",
    "category": "t.board_id, t.last_posted_at DESC, t.id DESC",
}
_IN_BOARD = f"t.board_id = :board AND {_PUBLIC}"
LISTS: dict[str, TextClause] = {
    **{f"latest/{name}": _list(f"{_PUBLIC} AND {LEVEL} > 0", order) for name, order in _ORDERS.items()},
    **{f"board/{name}": _list(_IN_BOARD, order) for name, order in _ORDERS.items()},
    "board/default": _list(_IN_BOARD, f"t.pinned DESC, {_NEWEST}"),
    "new": _list(f"{_PUBLIC} AND {IS_NEW}", "t.created_at DESC, t.id DESC"),
    "unread": _list(f"{_PUBLIC} AND r.unread"),
    "top": _list(
        f"{_PUBLIC} AND t.last_posted_at > :since AND {LEVEL} > 0",
        "t.posts_count + t.readers_count DESC, t.id DESC",
    ),
    # The second condition says to the planner that the index of tags holds them all.
    "tag": _list(f"{_PUBLIC} AND t.tags @> ARRAY[CAST(:tag AS text)] AND t.tags <> '{{}}'"),
    "author": _list(f"{_PUBLIC} AND t.author_id = :author", "t.created_at DESC, t.id DESC"),
    "messages": _list("t.audience IS NOT NULL AND b.kind = 'messages'"),
    "messages-sent": _list("t.audience IS NOT NULL AND b.kind = 'messages' AND t.author_id = :me"),
    "messages-unread": _list("t.audience IS NOT NULL AND b.kind = 'messages' AND r.unread"),
    "messages-archive": _list(
        """t.audience IS NOT NULL AND b.kind = 'messages' AND EXISTS (
            SELECT 1 FROM message_people mp WHERE mp.topic_id = t.id AND mp.account_id = :me
            AND mp.archived_at >= t.last_posted_at)"""
    ),
    # What a program narrows by; what it does not name narrows nothing.
    "filter": _list(
        f"""{_PUBLIC} AND {LEVEL} > 0
        AND (CAST(:board AS bigint) IS NULL OR t.board_id = :board)
        AND (CAST(:author AS uuid) IS NULL OR t.author_id = :author)
        AND (CAST(:closed AS boolean) IS NULL OR t.closed = :closed)
        AND (CAST(:archived AS boolean) IS NULL OR t.archived = :archived)
        AND t.tags @> CAST(:tags AS text[])
        AND (CAST(:since AS timestamptz) IS NULL OR t.created_at >= :since)
        AND (NOT :unread OR r.unread)"""
    ),
    "topic": _list("t.id = :topic"),  # unlisted ones too: who has the address reads them
    "topics": _list("t.id = ANY (CAST(:topics AS bigint[]))"),
}
_PERIODS = {"daily": 1, "weekly": 7, "monthly": 31, "quarterly": 92, "yearly": 366}


@dataclass(frozen=True, kw_only=True)
class Topics:
    """One page of a list; `more` says that there is another."""

    items: Sequence[Row[Any]]
    page: int
    size: int
    more: bool


def page_of_topics(
    session: Session, kind: str, *, viewer: Viewer, page: int = 0, size: int = SIZE, **values: Any
) -> Topics:
    """The topics of a list by its number of page, as those programs count: from 0."""
    size, page = max(1, min(size, MOST)), max(0, min(page, FARTHEST))
    bounds = {"size": size + 1, "skip": page * size}
    rows = session.execute(LISTS[kind], {**sight(viewer), **bounds, **values}).all()
    return Topics(items=rows[:size], page=page, size=size, more=len(rows) > size)


def order_of(kind: str, order: str) -> str:
    """The name of a list in an order; orders we do not have are the usual one."""
    return f"{kind}/{order if order in _ORDERS else 'default'}"


def since_of(period: str, *, now: datetime) -> datetime:
    """The beginning of a period by its name; all time where it is none."""
    days = _PERIODS.get(period)
    return now - timedelta(days=days) if days else datetime.min.replace(tzinfo=now.tzinfo)


def floor_of_new(*, now: datetime) -> datetime:
    """Since when topics are announced as new."""
    return now - NEW_FOR


def get_topic(session: Session, topic_id: int, *, viewer: Viewer) -> Row[Any]:
    """The topic as those programs see it; raises NotFound."""
    found = page_of_topics(session, "topic", viewer=viewer, size=1, topic=topic_id).items
    if not found:
        raise NotFound(_("The requested URL or resource could not be found."))
    return found[0]


_POSTS = """
    SELECT p.id, p.number, p.topic_id, p.author_id, p.raw, p.html, p.language, p.reply_to,
           p.created_at, p.edited_at, p.edits, p.version, p.wiki, p.thanks_count AS thanks,
           t.slug, t.title, t.board_id, t.closed, t.audience IS NOT NULL AS private,
           t.posts_count, t.tags, t.archived, b.slug AS board_slug, b.moderate_roles, r.last_read,
           CASE WHEN p.edits > 0 THEN (
               SELECT v.reason FROM post_revisions v WHERE v.post_id = p.id
               ORDER BY v.number DESC LIMIT 1) END AS edit_reason,
           EXISTS (SELECT 1 FROM thanks th WHERE th.post_id = p.id AND th.account_id = :me) AS thanked,
           EXISTS (SELECT 1 FROM bookmarks k WHERE k.post_id = p.id AND k.account_id = :me) AS bookmarked
    FROM posts p
    JOIN topics t ON t.id = p.topic_id
    JOIN boards b ON b.id = t.board_id
    LEFT JOIN topic_readers r ON r.topic_id = t.id AND r.account_id = :me
    WHERE {which} AND NOT p.hidden AND {visible} ORDER BY {order} LIMIT :size
"""


def _posts(which: str, order: str = "p.number", *, skipping: bool = False) -> TextClause:
    skip = " OFFSET :skip" if skipping else ""
    return statement(_POSTS + skip, which=which, order=order, visible=VISIBLE_TOPIC)


POSTS: dict[str, TextClause] = {
    "id": _posts("p.id = :post"),
    "number": _posts("p.topic_id = :topic AND p.number = :number"),
    "from": _posts("p.topic_id = :topic AND p.number >= :number"),
    "before": _posts("p.topic_id = :topic AND p.number < :number", "p.number DESC"),
    "ids": _posts("p.topic_id = :topic AND p.id = ANY (CAST(:posts AS bigint[]))"),
    "any": _posts("p.id = ANY (CAST(:posts AS bigint[]))"),
    "answers": _posts("p.topic_id = :topic AND p.reply_to = :number"),
    # The newest of all; with `before` those below an id.
    "firehose": _posts("t.audience IS NULL AND NOT t.unlisted AND p.id < :before", "p.id DESC"),
    # What somebody wrote: first posts, answers, or both.
    "author": _posts(
        """t.audience IS NULL AND NOT t.unlisted AND p.author_id = :author
        AND (p.number = 1 AND :first OR p.number > 1 AND :others)""",
        "p.id DESC",
        skipping=True,
    ),
}


def list_posts(
    session: Session, kind: str, *, viewer: Viewer, size: int = 20, **values: Any
) -> Sequence[Row[Any]]:
    """Posts of one kind that the viewer may see."""
    return session.execute(POSTS[kind], {**sight(viewer), "size": min(size, 1000), **values}).all()


def get_post(session: Session, kind: str, *, viewer: Viewer, **values: Any) -> Row[Any]:
    """One post; raises NotFound."""
    found = list_posts(session, kind, viewer=viewer, size=1, **values)
    if not found:
        raise NotFound(_("The requested URL or resource could not be found."))
    return found[0]


_STREAM = statement("SELECT id FROM posts WHERE topic_id = :topic AND NOT hidden ORDER BY number")


def stream_of(session: Session, topic_id: int) -> list[int]:
    """The ids of all posts of a topic, in order. Whoever calls has seen to it that the topic is visible."""
    return list(session.execute(_STREAM, {"topic": topic_id}).scalars())


_ANSWERS = statement(
    """
    SELECT topic_id, reply_to, count(*) AS answers FROM posts
    WHERE topic_id = ANY (CAST(:topics AS bigint[])) AND reply_to IS NOT NULL AND NOT hidden
    GROUP BY topic_id, reply_to
    """
)


def count_answers(session: Session, topics: Collection[int]) -> dict[tuple[int, int], int]:
    """How often each post of these topics was answered, by topic and number."""
    if not topics:
        return {}
    rows = session.execute(_ANSWERS, {"topics": sorted(set(topics))})
    return {(row.topic_id, row.reply_to): row.answers for row in rows}


_TRACKED = statement(
    """
    SELECT t.id, r.last_read, t.highest_post_number, {level} AS level, t.board_id, t.created_at, t.tags
    FROM topic_readers r
    JOIN topics t ON t.id = r.topic_id
    JOIN boards b ON b.id = t.board_id
    LEFT JOIN board_readers br ON br.board_id = t.board_id AND br.account_id = :me
    WHERE r.account_id = :me AND r.unread AND t.audience IS NULL AND {visible}
    ORDER BY t.last_posted_at DESC LIMIT :size
    """,
    level=LEVEL,
    visible=VISIBLE_TOPIC,
)


def tracked_topics(session: Session, *, viewer: Viewer) -> Sequence[Row[Any]]:
    """The topics in which something waits for the viewer."""
    return session.execute(_TRACKED, {**sight(viewer), "size": 1000}).all()


_HIDDEN = statement(
    """
    SELECT p.id, p.number, p.topic_id, p.author_id, t.slug, t.title, t.board_id,
           t.audience IS NOT NULL AS private, b.reply_roles, b.moderate_roles
    FROM posts p JOIN topics t ON t.id = p.topic_id JOIN boards b ON b.id = t.board_id
    WHERE p.hidden AND (p.id = :post OR (t.id = :topic AND p.number = 1))
        AND t.audience IS NULL AND b.read_roles && CAST(:roles AS text[])
    """
)


def get_hidden_post(
    session: Session, *, viewer: Viewer, post_id: int | None = None, topic_id: int | None = None
) -> Row[Any]:
    """A post that was taken down, in a forum that the viewer reads; raises NotFound."""
    values = {"roles": sight(viewer)["roles"], "post": post_id, "topic": topic_id}
    row = session.execute(_HIDDEN, values).one_or_none()
    if row is None:
        raise NotFound(_("The requested URL or resource could not be found."))
    return row
