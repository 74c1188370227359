"""Finding posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from sqlalchemy import Row, bindparam, cast, func, literal_column, select, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import Unavailable
from forum_service.boards.queries import VISIBLE_TOPIC, sight
from forum_service.members.models import Member
from forum_service.posts.models import Post
from forum_service.posts.rendering.plain import plain_text
from forum_service.search.excerpts import excerpt
from forum_service.search.models import PostIndex
from forum_service.search.rules import Question
from forum_service.search.tsquery import make_tsquery
from forum_service.topics.models import Topic

SIZE = 20
# The newest that fit are ranked; who finds more than these asks more precisely.
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
    values = {**sight(viewer), "asked": asked, "skip": (page - 1) * SIZE}
    try:
        rows = session.execute(_best(board_id=board_id), values).all()
    except OperationalError as error:
        raise Unavailable(_("This search takes too long. Please add a word.")) from error
    found = rows[0].found if rows else 0
    return Hits(items=[_hit(row, question) for row in rows], page=page, found=found)


def _limit_work(session: Session) -> None:
    """Plan for these very words: whether the index of words or the order of time is the quicker way depends
    on how frequent they are. And never search for longer than three seconds."""
    plan = "set_config('plan_cache_mode', 'force_custom_plan', true)"
    session.execute(
        text(f"SELECT {plan}, set_config('statement_timeout', :ms, true)"), {"ms": str(TIMEOUT_MS)}
    )


def _best(*, board_id: int | None) -> Any:
    query = cast(bindparam("asked"), TSQUERY)
    t = Topic.__table__.alias("t")
    newest = (
        select(PostIndex.post_id, func.ts_rank_cd(PostIndex.document, query, 1).label("rank"))
        .join(Post, Post.id == PostIndex.post_id)
        .join(t, t.c.id == Post.topic_id)
        .where(PostIndex.document.op("@@")(query), ~Post.hidden, text(VISIBLE_TOPIC))
        .order_by(PostIndex.post_id.desc())
        .limit(RANKED)
    )
    if board_id is not None:
        newest = newest.where(t.c.board_id == board_id)
    hits = newest.cte("hits")
    columns: tuple[Any, ...] = (
        Post.id, Post.number, Post.html, Post.language, Post.created_at,
        t.c.id.label("topic_id"), t.c.slug, t.c.title, t.c.language.label("topic_language"), t.c.board_id,
        Member.name.label("author_name"), Member.organisation.label("author_organisation"),
        literal_column("(SELECT count(*) FROM hits)").label("found"),
    )  # fmt: skip
    return (
        select(*columns)
        .join(hits, hits.c.post_id == Post.id)
        .join(t, t.c.id == Post.topic_id)
        .outerjoin(Member, Member.account_id == Post.author_id)
        .order_by(hits.c.rank.desc(), Post.id.desc())
        .limit(SIZE)
        .offset(bindparam("skip"))
    )


def _hit(row: Row[Any], question: Question) -> Hit:
    return Hit(
        post=row,
        excerpt=excerpt(plain_text(row.html), question.terms),
        title=excerpt(row.title, question.terms, length=300),
    )
