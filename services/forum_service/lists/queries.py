"""The lists of topics. Each costs what it shows, however many topics there are."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.db.quick import Quick
from corridor.web import Page
from corridor.web.cursors import Cursor, read_cursor, write_cursor
from forum_service.boards.queries import (
    BOARDS_OF_TOPIC,
    LEVEL,
    LISTED_TOPIC,
    SHOWN_BOARD,
    VISIBLE_TOPIC,
    sight,
)
from forum_service.lists.rules import UNLISTED, Filters
from forum_service.sql import statement

SIZE = 30
# What is older is not announced as new, however long somebody was away.
NEW_FOR = timedelta(days=30)
# Topics above all others, everywhere: more of them would hide what is going on.
PINNED = 5
# Whoever wrote more has older topics that they find by their name.
OWN_POSTS = 1000
NO_FILTERS = Filters()

_COLUMNS = """
    t.id, t.slug, t.title, t.language, t.created_at, t.last_posted_at, t.highest_post_number, t.posts_count,
    t.readers_count, t.pinned, t.pinned_globally, t.closed, t.archived, t.unlisted,
    array_to_string(t.tags, ' ') AS tags, t.audience IS NOT NULL AS private, t.board_id,
    {shown},
    COALESCE(a.name, '') AS author_name, r.last_read, COALESCE(r.unread, false) AS unread,
    (SELECT string_agg(m.name, chr(10) ORDER BY p.place)
     FROM unnest(t.participant_ids) WITH ORDINALITY AS p (account_id, place)
     JOIN members m ON m.account_id = p.account_id) AS faces
"""
_JOINS = f"""
    {BOARDS_OF_TOPIC}
    LEFT JOIN members a ON a.account_id = t.author_id
    LEFT JOIN board_readers br ON br.board_id = t.board_id AND br.account_id = :me
"""
MINE = "LEFT JOIN topic_readers r ON r.topic_id = t.id AND r.account_id = :me"
_NOT_MUTED = f"{LEVEL} > 0"
# Two bounds instead of their GREATEST: the planner knows how many topics are younger than a given moment.
IS_NEW = """
    t.created_at > :floor
    AND t.created_at > COALESCE((SELECT new_since FROM reader_marks WHERE account_id = :me), '-infinity')
    AND t.author_id <> :me AND r.topic_id IS NULL AND {level} > 0 AND b.kind <> 'messages'
""".replace("{level}", LEVEL)
_WRITTEN_IN = """
    t.id IN (SELECT topic_id FROM (
        SELECT p.topic_id FROM posts p
        WHERE p.author_id = :me AND NOT p.hidden ORDER BY p.id DESC LIMIT {own_posts}) written)
""".replace("{own_posts}", str(OWN_POSTS))
# Private messages have a page of their own; what is unread of them is unread here as well.
_NO_MESSAGE = "b.kind <> 'messages'"
_TOPICS = f"topics t {MINE}"
_LIVELY = ("last_posted_at", "id")

# Each list: where its topics come from, which of them, and the order.
_LISTS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "latest": (_TOPICS, f"{_NOT_MUTED} AND NOT t.pinned_globally AND {_NO_MESSAGE}", _LIVELY),
    "filtered": (_TOPICS, _NO_MESSAGE, _LIVELY),
    "board": (_TOPICS, "t.board_id = :board", ("pinned", *_LIVELY)),
    "new": (_TOPICS, IS_NEW, ("created_at", "id")),
    "unread": (
        "topic_readers r JOIN topics t ON t.id = r.topic_id",
        "r.account_id = :me AND r.unread",
        _LIVELY,
    ),
    "mine": (_TOPICS, f"{_WRITTEN_IN} AND {_NO_MESSAGE}", _LIVELY),
    "top": (
        f"topic_scores s JOIN topics t ON t.id = s.topic_id {MINE}",
        "s.period = :period",
        ("score", "id"),
    ),
}
_CONDITIONS = {
    "forum": "t.board_id = (SELECT id FROM boards WHERE slug = :forum)",
    "author": "t.author_id = (SELECT account_id FROM members WHERE lower(handle) = :author LIMIT 1)",
    # The second half says to the planner that the index of tags holds them all.
    "tag": "t.tags @> CAST(:tag AS text[]) AND t.tags <> '{}'",
    "language": "t.language = :language",
    "since": "t.last_posted_at >= :since",
    "until": "t.last_posted_at < :until",
    "open": "NOT t.closed AND NOT t.archived",
    "closed": "t.closed",
    "archived": "t.archived",
    "unanswered": "t.posts_count < 2",
    UNLISTED: "t.unlisted",
}
_PAGE = """
    SELECT {columns} FROM {source} {joins}
    WHERE {where} AND {visible} {behind} ORDER BY {order} LIMIT {size}
"""
# Sorted again as a whole, some forty rows: two lists one after the other promise no order.
_PINNED_AND_PAGE = """
    SELECT * FROM (
        (SELECT {columns} FROM {source} {joins}
         WHERE t.pinned_globally AND {visible} ORDER BY t.last_posted_at DESC LIMIT {pinned})
        UNION ALL ({page})) both_lists
    ORDER BY pinned_globally DESC, last_posted_at DESC, id DESC
"""


# The topics of a forum, and those of others that are shown in it too, each by its own index.
_SECOND = "t.second_board_id = :board AND t.board_id <> :board"
_BOTH_FORUMS = """
    SELECT * FROM (({first}) UNION ALL ({second})) both_forums
    ORDER BY pinned DESC, last_posted_at DESC, id DESC LIMIT {size}
"""


@lru_cache(maxsize=500)
def _statement(kind: str, conditions: tuple[str, ...], *, behind: bool, usual: bool = False) -> Quick:
    """The page of a list under some filters: the first one, or one behind a cursor.

    The `usual` number of topics stands in the statement itself: PostgreSQL then keeps one plan instead of
    making a new one each time, which takes longer than the page. Where filters decide how many topics there
    are to look through, a new plan is worth its price.
    """
    source, where, keys = _LISTS[kind]
    columns = [f"s.{key}" if key == "score" else f"t.{key}" for key in keys]
    edge = f"AND ({', '.join(columns)}) < ({', '.join(f':k{n}' for n in range(len(keys)))})"
    parts = {
        "source": source,
        "joins": _JOINS,
        "columns": _COLUMNS + (", s.score" if kind == "top" else ""),
        "shown": SHOWN_BOARD,
        "visible": VISIBLE_TOPIC if UNLISTED in conditions else LISTED_TOPIC,
    }
    page = {
        "where": " AND ".join([where, *(_CONDITIONS[name] for name in conditions)]),
        "behind": edge if behind else "",
        "order": ", ".join(f"{column} DESC" for column in columns),
        "size": str(SIZE + 1) if usual and not conditions else ":size",
    }
    if kind == "board":
        second = {**page, "where": page["where"].replace("t.board_id = :board", _SECOND, 1)}
        both = (statement(_PAGE, **parts, **page).text, statement(_PAGE, **parts, **second).text)
        return Quick(statement(_BOTH_FORUMS, first=both[0], second=both[1], size=page["size"]))
    if kind == "latest" and not behind:
        return Quick(statement(_PINNED_AND_PAGE, page=_PAGE, pinned=str(PINNED), **parts, **page))
    return Quick(statement(_PAGE, **parts, **page))


def latest_topics(
    session: Session,
    *,
    viewer: Viewer,
    filters: Filters = NO_FILTERS,
    after: str | None = None,
    size: int = SIZE,
) -> Page[Row[Any]]:
    """All topics of the viewer's forums, the most recently active first.

    Muted ones are left out, and those pinned everywhere stand above, unless filters ask for something else.
    """
    kind = "filtered" if filters else "latest"
    return _page(session, kind, {}, viewer=viewer, filters=filters, after=after, size=size)


def topics_of_board(
    session: Session,
    board_id: int,
    *,
    viewer: Viewer,
    filters: Filters = NO_FILTERS,
    after: str | None = None,
) -> Page[Row[Any]]:
    """The topics of one forum: the pinned ones, then the most recently active."""
    return _page(session, "board", {"board": board_id}, viewer=viewer, filters=filters, after=after)


def new_topics(
    session: Session,
    *,
    viewer: Viewer,
    now: datetime,
    filters: Filters = NO_FILTERS,
    after: str | None = None,
    size: int = SIZE,
) -> Page[Row[Any]]:
    """Topics opened of late that the viewer has not opened yet."""
    values = {"floor": now - NEW_FOR}
    return _page(session, "new", values, viewer=viewer, filters=filters, after=after, size=size)


def unread_topics(
    session: Session,
    *,
    viewer: Viewer,
    filters: Filters = NO_FILTERS,
    after: str | None = None,
    size: int = SIZE,
) -> Page[Row[Any]]:
    """Topics the viewer follows in which something was posted since."""
    return _page(session, "unread", {}, viewer=viewer, filters=filters, after=after, size=size)


def top_topics(
    session: Session,
    period: str,
    *,
    viewer: Viewer,
    filters: Filters = NO_FILTERS,
    after: str | None = None,
) -> Page[Row[Any]]:
    """The topics with most going on in a period, by posts and by how many people wrote them."""
    return _page(session, "top", {"period": period}, viewer=viewer, filters=filters, after=after)


def own_topics(
    session: Session, *, viewer: Viewer, filters: Filters = NO_FILTERS, after: str | None = None
) -> Page[Row[Any]]:
    """Topics the viewer opened or wrote in, as far as their last thousand posts reach."""
    return _page(session, "mine", {}, viewer=viewer, filters=filters, after=after)


def _page(
    session: Session,
    kind: str,
    values: Mapping[str, Any],
    *,
    viewer: Viewer,
    filters: Filters,
    after: str | None,
    size: int = SIZE,
) -> Page[Row[Any]]:
    keys = _LISTS[kind][2]
    cursor = read_cursor(after, len(keys))
    edge = {f"k{n}": value for n, value in enumerate(cursor.values)} if cursor else {}
    conditions, asked = _asked(filters, viewer)
    bound = {**sight(viewer), **values, **asked, **edge, "size": size + 1}
    page = _statement(kind, conditions, behind=cursor is not None, usual=size == SIZE)
    rows = page.all(session, bound)
    above = sum(row.pinned_globally for row in rows) if kind == "latest" else 0
    shown = rows[: above + size]
    if len(rows) <= above + size:
        return Page(items=shown)
    last = tuple(getattr(shown[-1], key) for key in keys)
    return Page(items=shown, next_cursor=write_cursor(Cursor(values=last)))


def _asked(filters: Filters, viewer: Viewer) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The names of the conditions, and the values bound in them."""
    names = tuple(dict.fromkeys(name for name, _value in filters.active))
    conditions = tuple(filters.status if name == "status" else name for name in names)
    values: dict[str, Any] = {name: getattr(filters, name) for name in names if name != "status"}
    if filters.tag:
        values["tag"] = list(filters.tag)
    return conditions, values | bind_days(filters, viewer)


def bind_days(filters: Filters, viewer: Viewer) -> dict[str, datetime]:
    """The first and the last day of some filters as moments. A day is one of the viewer's own zone."""
    zone = ZoneInfo(viewer.time_zone)
    values = {}
    if filters.since:
        values["since"] = datetime.combine(filters.since, time.min, zone)
    if filters.until:
        values["until"] = datetime.combine(filters.until + timedelta(days=1), time.min, zone)
    return values
