"""The small acts of moderators, each with its line in the record."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.moderation.actions import Target, note_act, shown_of
from forum_service.moderation.telling import tell_of_hiding
from forum_service.posts.editing import take_down
from forum_service.topics.actions import close_topic, reopen_topic
from forum_service.urls import post_url, topic_url


def end_discussion(session: Session, topic: Row[Any], actor: Viewer, *, now: datetime) -> None:
    """Close a topic; one that is closed already stays so without another word."""
    if topic.closed:
        return
    close_topic(session, topic.id)
    _note_of_topic(session, topic, actor, act="topic_closed", how="reopen_topic", now=now)


def resume_discussion(session: Session, topic: Row[Any], actor: Viewer, *, now: datetime) -> None:
    """Reopen a topic."""
    if not topic.closed:
        return
    reopen_topic(session, topic.id)
    _note_of_topic(session, topic, actor, act="topic_reopened", how="close_topic", now=now)


def _note_of_topic(
    session: Session, topic: Row[Any], actor: Viewer, *, act: str, how: str, now: datetime
) -> None:
    note_act(
        session,
        actor=actor,
        act=act,
        target=Target(name=f"topic/{topic.id}", board_id=topic.board_id, subject_id=topic.author_id),
        details=shown_of(topic, topic_url(topic.id, topic.slug)),
        undo={"how": how, "topic_id": topic.id},
        now=now,
    )


def hide_post(
    session: Session, post: Row[Any], actor: Viewer, *, now: datetime, origin: str, reason: str = ""
) -> None:
    """Take a post down, and tell its author; its first post takes the topic along."""
    take_down(session, post.id)
    tell_of_hiding(session, post, actor, reason=reason, now=now, origin=origin)
    note_act(
        session,
        actor=actor,
        act="post_hidden",
        target=Target(name=f"post/{post.id}", board_id=post.board_id, subject_id=post.author_id),
        details={
            **shown_of(post, post_url(post.topic_id, post.slug, post.number)),
            "number": post.number,
            "reason": reason,
        },
        undo={"how": "show_post", "post_id": post.id},
        now=now,
    )
