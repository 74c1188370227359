"""Thanking, and taking it back."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.errors import Forbidden
from forum_service.posts.models import Post
from forum_service.posts.place import Author
from forum_service.posts.rendering import excerpt_of
from forum_service.telling import tell
from forum_service.thanks.models import Thanks
from forum_service.urls import absolute, post_url
from forum_service.webhooks.listening import note_thanks


def give_thanks(session: Session, post: Row[Any], giver: Author, *, now: datetime, origin: str) -> None:
    """Thank for a post; its author is told, and a second time changes nothing."""
    if post.author_id == giver.id:
        raise Forbidden(_("This post is your own."))
    row = insert(Thanks).values(post_id=post.id, account_id=giver.id, given_at=now)
    new = row.on_conflict_do_nothing().returning(Thanks.post_id)
    if session.execute(new).scalar_one_or_none() is None:
        return
    _count(session, post.id, 1)
    note_thanks(session, post.id, giver.id, now=now)
    tell(
        session,
        "thanks_given",
        key=f"post/{post.id}",
        title=post.title,
        url=absolute(post_url(post.topic_id, post.slug, post.number), origin=origin),
        recipients={post.author_id: "author"},
        now=now,
        excerpt=excerpt_of(post.html),
        language=post.language,
        actor_id=str(giver.id),
        actor_name=giver.name,
        actor_organisation=giver.organisation,
        forum_slug=post.board_slug,
        forum_name=post.board_name,
    )


def withdraw_thanks(session: Session, post_id: int, giver: Author) -> None:
    """Take thanks back; nobody is told."""
    mine = delete(Thanks).where(Thanks.post_id == post_id, Thanks.account_id == giver.id)
    if session.execute(mine.returning(Thanks.post_id)).scalar_one_or_none() is not None:
        _count(session, post_id, -1)


def _count(session: Session, post_id: int, change: int) -> None:
    counted = update(Post).where(Post.id == post_id)
    session.execute(counted.values(thanks_count=Post.thanks_count + change))
