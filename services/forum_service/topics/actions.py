"""Opening and closing topics."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, insert, update
from sqlalchemy.orm import Session

from corridor.errors import Forbidden
from forum_service.posts.actions import write_post
from forum_service.posts.models import Post
from forum_service.posts.place import Author, Place, Words
from forum_service.tags.actions import tag_topic
from forum_service.topics.models import Topic
from forum_service.urls import slugify


@dataclass(frozen=True, kw_only=True)
class CaseRoom:
    """What makes a topic private: its readers, and the case where it is the room of one."""

    audience: list[UUID]
    case_id: UUID | None = None


def open_topic(
    session: Session,
    board: Row[Any],
    author: Author,
    *,
    title: str,
    words: Words,
    now: datetime,
    origin: str,
) -> tuple[Place, Post]:
    """Open a topic in a forum with its first post and its tags.

    Raises Forbidden where the author only reads, and Invalid where the topic may not have these tags.
    """
    if not board.may_open:
        raise Forbidden(_("In this forum you can read and reply, but not open topics."))
    place = place_topic(session, board, author, title=title, language=words.language, now=now)
    if words.tagging:
        # Before the post is told of: some follow a tag.
        tag_topic(session, place.topic_id, words.tagging.slugs, staff=words.tagging.staff)
    return place, write_post(session, place, author, words, now=now, origin=origin)


def place_topic(
    session: Session,
    board: Row[Any],
    author: Author,
    *,
    title: str,
    language: str,
    now: datetime,
    case: CaseRoom | None = None,
) -> Place:
    """A topic without posts yet."""
    slug = slugify(title)
    row = insert(Topic).values(
        board_id=board.id,
        slug=slug,
        title=title,
        language=language,
        author_id=author.id,
        created_at=now,
        last_posted_at=now,
        last_poster_id=author.id,
        audience=case.audience if case else None,
        case_id=case.case_id if case else None,
    )
    topic_id = session.execute(row.returning(Topic.id)).scalar_one()
    return Place(
        topic_id=topic_id,
        slug=slug,
        title=title,
        board_id=board.id,
        board_slug=board.slug,
        board_name=board.name,
        audience=case.audience if case else None,
    )


def close_topic(session: Session, topic_id: int) -> None:
    """No more replies, but by staff."""
    session.execute(update(Topic).where(Topic.id == topic_id).values(closed=True))


def reopen_topic(session: Session, topic_id: int) -> None:
    """Replies are welcome again."""
    session.execute(update(Topic).where(Topic.id == topic_id).values(closed=False))
