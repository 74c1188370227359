"""Showing a topic in a second forum, and there no more."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.moderation.actions import Target, note_act
from forum_service.topics.models import Topic
from forum_service.urls import topic_url


def show_in(
    session: Session, topic: Row[Any], actor: Viewer, *, board: Row[Any] | None, now: datetime
) -> None:
    """Show the topic in this forum as well, or with none only in its own; a moderator's act is recorded."""
    before = session.scalar(select(Topic.second_board_id).where(Topic.id == topic.id))
    set_second_forum(session, topic.id, board.id if board else None)
    if actor.id != topic.author_id:
        _note(session, topic, actor, board=board.slug if board else "", before=before, now=now)


def set_second_forum(session: Session, topic_id: int, board_id: int | None) -> None:
    """Write where else a topic stands."""
    session.execute(update(Topic).where(Topic.id == topic_id).values(second_board_id=board_id))


def _note(
    session: Session, topic: Row[Any], actor: Viewer, *, board: str, before: int | None, now: datetime
) -> None:
    note_act(
        session,
        actor=actor,
        act="topic_shown_in_second_forum" if board else "topic_shown_in_own_forum_only",
        target=Target(name=f"topic/{topic.id}", board_id=topic.board_id, subject_id=topic.author_id),
        details={"title": topic.title, "url": topic_url(topic.id, topic.slug), "forum": board},
        undo={"how": "set_second_forum", "topic_id": topic.id, "board_id": before},
        now=now,
    )
