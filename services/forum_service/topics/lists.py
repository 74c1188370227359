"""The lists of topics. Each costs what it shows, however many topics there are."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, TextClause
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.web import Page
from corridor.web.cursors import Cursor, read_cursor, write_cursor
from forum_service.boards.queries import BOARD_COLUMNS, LEVEL, VISIBLE_TOPIC, sight
from forum_service.sql import statement

SIZE = 30
# What is older is not announced as new, however long somebody was away.
NEW_FOR = timedelta(days=30)
COUNTED = 100

_COLUMNS = """
    t.id, t.slug, t.title, t.language, t.created_at, t.last_posted_at, t.highest_post_number, t.posts_count,
    t.readers_count, t.pinned, t.closed, t.audience IS NOT NULL AS private, t.board_id,
    b.slug AS board_slug, b.name AS board_name, b.colour AS board_colour,
    COALESCE(a.name, '') AS author_name, r.last_read, COALESCE(r.unread, false) AS unread,
    (SELECT string_agg(m.name, chr(10) ORDER BY p.place)
     FROM unnest(t.participant_ids) WITH ORDINALITY AS p (account_id, place)
     JOIN members m ON m.account_id = p.account_id) AS faces
"""
_JOINS = """
    JOIN boards b ON b.id = t.board_id
    LEFT JOIN members a ON a.account_id = t.author_id
    LEFT JOIN board_readers br ON br.board_id = t.board_id AND br.account_id = :me
"""
_MINE = "LEFT JOIN topic_readers r ON r.topic_id = t.id AND r.account_id = :me"
_NOT_MUTED = f"{LEVEL} > 0"
# Two bounds instead of their GREATEST: the planner knows how many topics are younger than a given moment.
IS_NEW = """
    t.created_at > :floor
    AND t.created_at > COALESCE((SELECT new_since FROM reader_marks WHERE account_id = :me), '-infinity')
    AND t.author_id <> :me AND r.topic_id IS NULL AND {level} > 0
""".replace("{level}", LEVEL)


def _list(source: str, where: str, *keys: str) -> tuple[TextClause, TextClause]:
    """The statement of a list's first page, and the one of the pages behind a cursor."""
    parts = {"columns": _COLUMNS, "source": source, "joins": _JOINS, "where": where, "visible": VISIBLE_TOPIC}
    order = ", ".join(f"{key} DESC" for key in keys)
    behind = f"AND ({', '.join(keys)}) < ({', '.join(f':k{n}' for n in range(len(keys)))})"
    template = """
        SELECT {columns} FROM {source} {joins}
        WHERE {where} AND {visible} {behind} ORDER BY {order} LIMIT :size
    """
    first = statement(template, **parts, order=order, behind="")
    return first, statement(template, **parts, order=order, behind=behind)


_LATEST = _list(f"topics t {_MINE}", _NOT_MUTED, "t.last_posted_at", "t.id")
_IN_BOARD = _list(f"topics t {_MINE}", "t.board_id = :board", "t.pinned", "t.last_posted_at", "t.id")
_NEW = _list(f"topics t {_MINE}", IS_NEW, "t.created_at", "t.id")
_UNREAD = _list(
    "topic_readers r JOIN topics t ON t.id = r.topic_id",
    "r.account_id = :me AND r.unread",
    "t.last_posted_at",
    "t.id",
)


def latest_topics(
    session: Session, *, viewer: Viewer, after: str | None = None, size: int = SIZE
) -> Page[Row[Any]]:
    """All topics of the viewer's forums but the muted ones, the most recently active first."""
    return _page(session, _LATEST, sight(viewer), after=after, keys=("last_posted_at", "id"), size=size)


def topics_of_board(
    session: Session, board_id: int, *, viewer: Viewer, after: str | None = None
) -> Page[Row[Any]]:
    """The topics of one forum: the pinned ones, then the most recently active."""
    values = {**sight(viewer), "board": board_id}
    return _page(session, _IN_BOARD, values, after=after, keys=("pinned", "last_posted_at", "id"))


def new_topics(
    session: Session, *, viewer: Viewer, now: datetime, after: str | None = None, size: int = SIZE
) -> Page[Row[Any]]:
    """Topics opened of late that the viewer has not opened yet."""
    values = {**sight(viewer), "floor": now - NEW_FOR}
    return _page(session, _NEW, values, after=after, keys=("created_at", "id"), size=size)


def unread_topics(
    session: Session, *, viewer: Viewer, after: str | None = None, size: int = SIZE
) -> Page[Row[Any]]:
    """Topics the viewer follows in which something was posted since."""
    return _page(session, _UNREAD, sight(viewer), after=after, keys=("last_posted_at", "id"), size=size)


def _page(
    session: Session,
    statements: tuple[TextClause, TextClause],
    values: Mapping[str, Any],
    *,
    after: str | None,
    keys: Sequence[str],
    size: int = SIZE,
) -> Page[Row[Any]]:
    cursor = read_cursor(after, len(keys))
    edge = {f"k{n}": value for n, value in enumerate(cursor.values)} if cursor else {}
    rows = session.connection().execute(statements[bool(cursor)], {**values, **edge, "size": size + 1}).all()
    shown = rows[:size]
    if len(rows) <= size:
        return Page(items=shown)
    last = tuple(getattr(shown[-1], key) for key in keys)
    return Page(items=shown, next_cursor=write_cursor(Cursor(values=last)))


# The forums and the two counts in one statement: a list page has few queries to spend.
_BOARDS_AND_COUNTS = statement(
    """
    SELECT {boards}, waiting.new, waiting.unread
    FROM boards b
    LEFT JOIN board_readers br ON br.board_id = b.id AND br.account_id = :me
    CROSS JOIN (SELECT
        (SELECT count(*) FROM (
            SELECT 1 FROM topics t JOIN boards b ON b.id = t.board_id {mine}
            LEFT JOIN board_readers br ON br.board_id = t.board_id AND br.account_id = :me
            WHERE {new} AND {visible} ORDER BY t.created_at DESC LIMIT :counted) n) AS new,
        (SELECT count(*) FROM (
            SELECT 1 FROM topic_readers r JOIN topics t ON t.id = r.topic_id
            WHERE r.account_id = :me AND r.unread AND {visible} LIMIT :counted) u) AS unread
    ) waiting
    WHERE b.kind = 'forum' AND b.read_roles && CAST(:roles AS text[])
    ORDER BY b.position
    """,
    boards=BOARD_COLUMNS,
    mine=_MINE,
    new=IS_NEW,
    visible=VISIBLE_TOPIC,
)


def boards_and_waiting(session: Session, *, viewer: Viewer, now: datetime) -> Sequence[Row[Any]]:
    """The viewer's forums; each row also says how many topics are `new` and `unread`, to 100 at most."""
    values = {**sight(viewer), "floor": now - NEW_FOR, "counted": COUNTED}
    return session.connection().execute(_BOARDS_AND_COUNTS, values).all()
