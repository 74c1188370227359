"""Finding posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from sqlalchemy import Row, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.db import begin_transaction
from corridor.errors import Unavailable
from forum_service.boards.queries import VISIBLE_TOPIC, sight
from forum_service.posts.rendering.plain import plain_text
from forum_service.search.excerpts import excerpt
from forum_service.search.rules import Question
from forum_service.search.tsquery import make_tsquery
from forum_service.sql import statement

SIZE = 20
# The newest that fit are ranked; who finds more than these asks more precisely.
MATCHED = 1000
RANKED = 200
TIMEOUT_MS = 3000


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A post found, with the marked excerpt."""

    post: Row[Any]
    excerpt: Markup
    title: Markup


@dataclass(frozen=True, kw_only=True)
class Hits:
    """One page of what was found; `found` is counted to 200 at most."""

    items: Sequence[Hit]
    page: int
    found: int

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page * SIZE < self.found else None

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None


def search_posts(
    session: Session, question: Question, *, viewer: Viewer, board_id: int | None = None, page: int = 1
) -> Hits:
    """The posts that answer the question, the best first, among those the viewer may see."""
    page = min(max(1, page), RANKED // SIZE)
    asked = make_tsquery(session, question)
    if asked is None:
        return Hits(items=[], page=1, found=0)
    _limit_work(session)
    bounds = {"matched": MATCHED, "ranked": RANKED, "size": SIZE, "skip": (page - 1) * SIZE}
    values = {**sight(viewer), **bounds, "asked": asked, "board": board_id}
    best = _BEST_OF_ALL if board_id is None else _BEST_OF_BOARD
    try:
        rows = session.execute(best, values).all()
    except OperationalError as error:
        raise Unavailable(_("This search takes too long. Please add a word.")) from error
    found = rows[0].found if rows else 0
    return Hits(items=[_hit(row, question) for row in rows], page=page, found=found)


_LIMITS = text(
    """
    SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
           set_config('random_page_cost', '0.02', true), set_config('seq_page_cost', '0.02', true),
           set_config('statement_timeout', :timeout, true)
    """
)


def _limit_work(session: Session) -> None:
    """Never search for longer than three seconds, and plan for these very words.

    Whether the index of words or the newest posts in order are the quicker way depends on how frequent the
    words are. The index is in memory: with the usual price of a page the planner would read a hundred
    thousand posts in a row rather than look up two thousand.
    """
    begin_transaction(session)
    session.execute(_LIMITS, {"timeout": str(TIMEOUT_MS)})


# The newest matches of the viewer's forums, then those of them the viewer sees, then the best of these. The
# first step stands alone because PostgreSQL sorts before it joins only where it is told to.
_BEST = """
    WITH matches AS (
        SELECT i.post_id, i.document FROM post_index i
        WHERE i.document @@ CAST(:asked AS tsquery) AND i.board_id = ANY ({boards})
        ORDER BY i.post_id DESC LIMIT :matched
    ), hits AS MATERIALIZED (
        SELECT p.id, ts_rank_cd(m.document, CAST(:asked AS tsquery), 1) AS rank
        FROM matches m
        JOIN posts p ON p.id = m.post_id AND NOT p.hidden
        JOIN topics t ON t.id = p.topic_id AND {visible}
        ORDER BY m.post_id DESC LIMIT :ranked
    )
    SELECT p.id, p.number, p.html, p.language, p.created_at, t.id AS topic_id, t.slug, t.title,
           t.language AS topic_language, t.board_id, COALESCE(m.name, '') AS author_name,
           (SELECT count(*) FROM hits) AS found
    FROM hits
    JOIN posts p ON p.id = hits.id
    JOIN topics t ON t.id = p.topic_id
    LEFT JOIN members m ON m.account_id = p.author_id
    ORDER BY hits.rank DESC, p.id DESC LIMIT :size OFFSET :skip
"""
_ALL_BOARDS = "ARRAY(SELECT id FROM boards WHERE kind <> 'forum' OR read_roles && CAST(:roles AS text[]))"
_BEST_OF_ALL = statement(_BEST, boards=_ALL_BOARDS, visible=VISIBLE_TOPIC)
_BEST_OF_BOARD = statement(_BEST, boards="ARRAY[CAST(:board AS bigint)]", visible=VISIBLE_TOPIC)


def _hit(row: Row[Any], question: Question) -> Hit:
    return Hit(
        post=row,
        excerpt=excerpt(plain_text(row.html), question.terms),
        title=excerpt(row.title, question.terms, length=300),
    )
