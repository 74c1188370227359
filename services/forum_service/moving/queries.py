"""Reading what can be moved."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from forum_service.members.models import Member
from forum_service.posts.models import Post

SHOWN = 100


def posts_to_pick(session: Session, topic_id: int, *, after: int = 0) -> Sequence[Row[Any]]:
    """The posts of a topic behind a number, as many as one page lets choose from, and one more."""
    columns: tuple[Any, ...] = (Post.id, Post.number, Post.html, Post.language, Post.created_at, Member.name)
    query = select(*columns).outerjoin(Member, Member.account_id == Post.author_id)
    seen = query.where(Post.topic_id == topic_id, Post.hidden.is_(False), Post.number > after)
    return session.execute(seen.order_by(Post.number).limit(SHOWN + 1)).all()


def authors_of(session: Session, post_ids: Sequence[int]) -> list[UUID]:
    """Who wrote these posts."""
    return list(session.scalars(select(Post.author_id).where(Post.id.in_(post_ids)).distinct()))
