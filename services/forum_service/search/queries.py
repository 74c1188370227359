"""Finding posts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from sqlalchemy import Row
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from corridor import clock
from corridor.auth import Viewer
from corridor.db.engine import reading_together
from corridor.db.quick import Quick
from corridor.errors import Unavailable
from forum_service.boards.queries import LISTED_TOPIC, sight
from forum_service.lists.queries import bind_days
from forum_service.posts.rendering.plain import plain_text
from forum_service.search.documents import FEWEST_NEWEST, NEWEST_BLOCKS
from forum_service.search.excerpts import excerpt
from forum_service.search.filters import SearchFilters
from forum_service.search.frequencies import share_of_posts
from forum_service.search.rules import Question
from forum_service.search.tsquery import make_tsquery
from forum_service.sql import statement

SIZE = 20
# The newest that fit are ranked; who finds more than these asks more precisely.
MATCHED = 1000
RANKED = 200
# After so many days a post is worth half of what it says of the matter itself; it never falls below that.
FADING = 240
# How near to each other words stand is worth its price where they are few; longer questions name their terms
# in six languages.
LONG = 300
NO_FILTERS = SearchFilters()


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A post found, with the marked excerpt."""

    post: Row[Any]
    excerpt: Markup
    title: Markup


@dataclass(frozen=True, kw_only=True)
class Hits:
    """One page of what was found; `found` posts in `topics` topics, posts counted to 200 at most."""

    items: Sequence[Hit]
    page: int
    found: int
    topics: int = 0
    # How many there are of what is shown.
    shown: int = 0
    # The words as PostgreSQL looks for them.
    asked: str = ""

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page * SIZE < self.shown else None

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None


def search_posts(
    session: Session,
    question: Question,
    *,
    viewer: Viewer,
    filters: SearchFilters = NO_FILTERS,
    by_topic: bool = False,
    page: int = 1,
) -> Hits:
    """The posts that answer the question, the best first, among those the viewer may see.

    What is newer counts more. `by_topic` gives the best post of each topic.
    """
    page = min(max(1, page), RANKED // SIZE)
    conditions, values = _asked(filters, viewer)
    with reading_together(session):
        asked = make_tsquery(session, question, planned=bool(conditions))
        if asked is None:
            return Hits(items=[], page=1, found=0)
        values |= {**sight(viewer), "asked": asked.full, "now": clock.now(), "fading": FADING * 86400}
        values |= {"strict": asked.strict, "size": SIZE, "skip": (page - 1) * SIZE}
        how = {"newest": filters.sort == "newest", "by_topic": by_topic}
        common = not conditions and share_of_posts(session, asked.sought) * FEWEST_NEWEST > RANKED
        rows = _search(session, ("newest",) if common else conditions, values, **how)
    found, topics = (rows[0].found, rows[0].topics) if rows else (0, 0)
    shown = topics if by_topic else found
    items = [_hit(row, question) for row in rows if row.id is not None]
    return Hits(items=items, page=page, found=found, topics=topics, shown=shown, asked=asked.full)


def _search(
    session: Session, conditions: tuple[str, ...], values: Mapping[str, Any], **how: bool
) -> Sequence[Row[Any]]:
    """The page; of words that many posts have, from the newest ones alone, where these are enough."""
    rank = "ts_rank_cd" if len(values["asked"]) < LONG else "ts_rank"
    try:
        rows = _statement(conditions, rank=rank, **how).all(session, values)
        if conditions == ("newest",) and rows[0].found < RANKED:
            return _statement((), rank=rank, **how).all(session, values)
    except OperationalError as error:
        raise Unavailable(_("This search takes too long. Please add a word.")) from error
    return rows


def posts_between(
    session: Session,
    question: Question,
    *,
    viewer: Viewer,
    filters: SearchFilters,
    between: tuple[int, int],
    size: int,
) -> Sequence[Row[Any]]:
    """What others posted in answer, behind one post up to another, the newest first."""
    asked = make_tsquery(session, question)
    if asked is None:
        return []
    conditions, values = _asked(filters, viewer)
    first, last = between
    values |= {"size": size, "skip": 0, "first": first, "last": last}
    values |= {**sight(viewer), "asked": asked.full, "now": clock.now(), "fading": 1}
    newest = _statement((*conditions, "between", "others"), by_topic=False, newest=True, rank="ts_rank")
    return [row for row in newest.all(session, values) if row.id is not None]


# The newest matches of the viewer's forums, then those of them the viewer sees, then the best of these. The
# first step stands alone because PostgreSQL sorts before it joins only where it is told to; filters that
# need the post or its topic join them in this step, that older posts of a rare author are found. Of the few
# posts outside of these forums each is looked at: OFFSET 0 keeps the planner from asking the index for them.
_BEST = """
    WITH matches AS (
        (SELECT i.post_id, i.document FROM post_index i {joined}
        WHERE i.document @@ {asked} AND i.board_id = ANY ({boards}) {narrowed}
        ORDER BY {by} DESC LIMIT {matched})
        UNION ALL
        (SELECT few.post_id, few.document FROM (
            SELECT i.post_id, i.document FROM posts op
            JOIN post_index i ON i.post_id = op.id AND NOT i.board_id = ANY ({boards}) {joined}
            WHERE op.topic_id = ANY ({others}) {narrowed} OFFSET 0) few
        WHERE few.document @@ {asked} ORDER BY few.post_id DESC LIMIT {matched})
    ), hits AS MATERIALIZED (
        SELECT p.id, p.topic_id, {rank}(m.document, CAST(:asked AS tsquery), 1)
            * (1 + exp(-EXTRACT(epoch FROM CAST(:now AS timestamptz) - p.created_at) / :fading)) AS rank
        FROM matches m
        JOIN posts p ON p.id = m.post_id AND NOT p.hidden
        JOIN topics t ON t.id = p.topic_id AND {visible}
        ORDER BY m.post_id DESC LIMIT {ranked}
    ), chosen AS (SELECT * FROM ({chosen}) c ORDER BY {order} LIMIT :size OFFSET :skip),
    counted AS (SELECT count(*) AS found, count(DISTINCT topic_id) AS topics FROM hits)
    SELECT p.id, p.number, {words} AS html, p.language, p.created_at, p.author_id, t.id AS topic_id,
           t.slug, t.title,
           t.language AS topic_language, t.board_id, COALESCE(m.name, '') AS author_name,
           array_to_string(t.tags, ' ') AS tags, t.posts_count, counted.found, counted.topics
    FROM counted
    LEFT JOIN chosen ON true
    LEFT JOIN posts p ON p.id = chosen.id
    LEFT JOIN topics t ON t.id = p.topic_id
    LEFT JOIN members m ON m.account_id = p.author_id
    ORDER BY {order_of_chosen}
"""
_ASKED = "CAST(:asked AS tsquery)"
_NEWEST_ASKED = f"(SELECT CAST(:strict AS tsquery) && {NEWEST_BLOCKS})"
# An excerpt may come from a translation, where that is what was found.
_WORDS = """
    p.html || CASE WHEN p.translated THEN COALESCE((
        SELECT string_agg(x.html, '' ORDER BY x.language)
        FROM post_translations x WHERE x.post_id = p.id), '')
    ELSE '' END
"""
_ONE_A_TOPIC = "SELECT DISTINCT ON (topic_id) * FROM hits ORDER BY topic_id, rank DESC"
# The forums the viewer reads, or one of them; then the topics that are seen though their own forum is not:
# private ones by their readers, and those that stand in such a forum as well.
_READ = "ARRAY(SELECT id FROM boards WHERE read_roles && CAST(:roles AS text[]))"
_ONE_READ = "ARRAY(SELECT id FROM boards WHERE slug = :forum AND read_roles && CAST(:roles AS text[]))"
_OTHERS = """ARRAY(
    SELECT id FROM topics WHERE audience @> ARRAY[CAST(:me AS uuid)] AND audience IS NOT NULL
    UNION ALL SELECT id FROM topics WHERE second_board_id = ANY ({boards}) AND NOT hidden)
"""
_OTHERS_OF_ONE = "ARRAY(SELECT id FROM topics WHERE second_board_id = ANY ({boards}) AND NOT hidden)"
_POST = "JOIN posts ip ON ip.id = i.post_id"
_TOPIC = f"{_POST} JOIN topics it ON it.id = ip.topic_id"
_KEPT = """
    SELECT b.post_id FROM bookmarks b WHERE b.account_id = :me AND b.post_id IS NOT NULL
    UNION SELECT kept.id FROM bookmarks b JOIN posts kept ON kept.topic_id = b.topic_id
    WHERE b.account_id = :me
"""
_NARROWED = {
    "author": (
        _POST,
        "ip.author_id = (SELECT account_id FROM members WHERE lower(handle) = :author LIMIT 1)",
    ),
    "language": (_POST, "ip.language = :language"),
    "since": (_POST, "ip.created_at >= :since"),
    "until": (_POST, "ip.created_at < :until"),
    "mine": (_POST, "ip.author_id = :me"),
    "others": (_POST, "ip.author_id <> :me"),
    "bookmarks": ("", f"i.post_id IN ({_KEPT})"),
    "messages": (_TOPIC, "it.audience @> ARRAY[CAST(:me AS uuid)]"),
    "tag": (_TOPIC, "it.tags @> CAST(:tag AS text[]) AND it.tags <> '{}'"),
    "open": (_TOPIC, "NOT it.closed AND NOT it.archived"),
    "closed": (_TOPIC, "it.closed"),
    "archived": (_TOPIC, "it.archived"),
    "unanswered": (_TOPIC, "it.posts_count < 2"),
    "unlisted": (_TOPIC, "false"),
    "between": ("", "i.post_id > :first AND i.post_id <= :last"),
}


# In the order of the numbers, but not by their index: it would be read through for the words of each post.
_NOT_BY_NUMBER = "(i.post_id + 0)"


@lru_cache(maxsize=500)
def _statement(conditions: tuple[str, ...], *, by_topic: bool, newest: bool, rank: str) -> Quick:
    narrowed = [_NARROWED[name] for name in conditions if name in _NARROWED]
    joins = {join for join, _condition in narrowed}
    one, planned = "forum" in conditions, conditions not in ((), ("newest",))
    return Quick(
        statement(
            _BEST,
            joined=_TOPIC if _TOPIC in joins else _POST if _POST in joins else "",
            narrowed=" ".join(f"AND {condition}" for _join, condition in narrowed),
            asked=_NEWEST_ASKED if "newest" in conditions else _ASKED,
            by="i.post_id" if planned else _NOT_BY_NUMBER,
            matched=str(MATCHED),
            ranked=str(RANKED),
            words=_WORDS,
            others=_OTHERS_OF_ONE if one else _OTHERS,
            boards=_ONE_READ if one else _READ,
            visible=LISTED_TOPIC,
            rank=rank,
            chosen=_ONE_A_TOPIC if by_topic else "SELECT * FROM hits",
            order="id DESC" if newest else "rank DESC, id DESC",
            order_of_chosen="chosen.id DESC" if newest else "chosen.rank DESC, chosen.id DESC",
        )
    )


def _asked(filters: SearchFilters, viewer: Viewer) -> tuple[tuple[str, ...], dict[str, Any]]:
    named = dict(filters.active)
    names = [named.pop(name) if name in ("status", "within") else name for name in list(named)]
    values: dict[str, Any] = {name: value for name, value in named.items() if name not in ("sort", "exact")}
    if filters.tag:
        values["tag"] = list(filters.tag)
    days: dict[str, datetime] = bind_days(filters, viewer)
    return tuple(name for name in names if name not in ("sort", "exact")), values | days


def _hit(row: Row[Any], question: Question) -> Hit:
    return Hit(
        post=row,
        excerpt=excerpt(plain_text(row.html), question.terms),
        title=excerpt(row.title, question.terms, length=300),
    )
