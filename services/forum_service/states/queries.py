"""Reading the state of a topic."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from forum_service.boards.models import Board
from forum_service.topics.models import Topic

_PINNED = (Topic.pinned, Topic.pinned_globally, Topic.pinned_until)
_STATE = (Topic.closed, Topic.archived, Topic.unlisted, Topic.audience.is_not(None).label("private"))


def state_of(session: Session, topic_id: int) -> Row[Any]:
    """The state of a topic that the viewer sees, with who moderates its forum."""
    columns: tuple[Any, ...] = (*_PINNED, *_STATE, Board.reply_roles, Board.moderate_roles)
    query = select(*columns).join(Board, Board.id == Topic.board_id)
    return session.execute(query.where(Topic.id == topic_id)).one()


def is_archived(session: Session, topic_id: int) -> bool:
    """Whether nobody writes in the topic any more."""
    return bool(session.scalar(select(Topic.archived).where(Topic.id == topic_id)))


def pins_that_ended(session: Session, *, now: datetime) -> list[int]:
    """The topics whose time above the others is over."""
    return list(session.scalars(select(Topic.id).where(Topic.pinned_until <= now)))
