"""What programs may change that no page of ours changes by itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.boards.rules import moderates
from forum_service.moderation.actions import Target, note_act
from forum_service.moderation.queries import rights_of
from forum_service.posts.models import Post
from forum_service.posts.rules import check_edit
from forum_service.sanctions.queries import standing_of
from forum_service.sanctions.rules import check_speaks
from forum_service.search.actions import index_post
from forum_service.states.rules import check_not_archived
from forum_service.topics.models import Topic
from forum_service.urls import slugify, topic_url


def rename_topic(session: Session, topic: Row[Any], *, title: str, actor: Viewer, now: datetime) -> None:
    """Give a topic another title, where its first post may be edited.

    Its old addresses still lead to it, and search finds it by the new one.
    """
    _check_renames(session, topic, actor, now=now)
    slug = slugify(title)
    session.execute(update(Topic).where(Topic.id == topic.id).values(title=title, slug=slug))
    first = session.execute(
        select(Post).where(Post.topic_id == topic.id, Post.number == 1)
    ).scalar_one_or_none()
    if first is not None:
        index_post(session, first.id, topic.board_id, title=title, html=first.html, language=first.language)
    if actor.id != topic.author_id:
        shown = {"title": title, "before": topic.title, "url": topic_url(topic.id, slug)}
        note_act(
            session,
            actor=actor,
            act="topic_renamed",
            target=Target(name=f"topic/{topic.id}", board_id=topic.board_id, subject_id=topic.author_id),
            # Of a private topic the log shows not even its title.
            details={} if topic.private else shown,
            undo=None,
            now=now,
        )


def _check_renames(session: Session, topic: Row[Any], actor: Viewer, *, now: datetime) -> None:
    check_edit(
        actor,
        author_id=topic.author_id,
        written_at=topic.created_at,
        closed=topic.closed,
        now=now,
        moderator=moderates(actor.roles, rights_of(session, topic.board_id)),
    )
    if actor.id is not None:
        check_speaks(standing_of(session, actor.id, topic.board_id, now=now))
    check_not_archived(topic.archived)
