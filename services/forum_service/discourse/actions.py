"""What programs may change that no page of ours changes by itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.moderation.actions import Target, note_act
from forum_service.posts.models import Post
from forum_service.search.actions import index_post
from forum_service.topics.models import Topic
from forum_service.urls import slugify, topic_url


def rename_topic(
    session: Session, topic: Row[Any], *, title: str, actor: Viewer, noted: bool, now: datetime
) -> None:
    """Give a topic another title; its old addresses still lead to it, and search finds it by the new one."""
    slug = slugify(title)
    session.execute(update(Topic).where(Topic.id == topic.id).values(title=title, slug=slug))
    first = session.execute(
        select(Post).where(Post.topic_id == topic.id, Post.number == 1)
    ).scalar_one_or_none()
    if first is not None:
        index_post(session, first.id, topic.board_id, title=title, html=first.html, language=first.language)
    if noted:
        note_act(
            session,
            actor=actor,
            act="topic_renamed",
            target=Target(name=f"topic/{topic.id}", board_id=topic.board_id, subject_id=topic.author_id),
            details={"title": title, "before": topic.title, "url": topic_url(topic.id, slug)},
            undo=None,
            now=now,
        )
