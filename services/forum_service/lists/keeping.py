"""What the worker does for lists by the clock."""

from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from forum_service.lists.scoring import count_scores
from forum_service.states.actions import end_pins
from forum_service.tags.actions import count_tags


def keep_pins(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """Unpin what was pinned until a day that has passed."""
    with sessions.begin() as session:
        end_pins(session, now=clock.now())
    return False


def count_lists(sessions: sessionmaker[Session], _settings: Any) -> bool:
    """Count the liveliest topics, and the topics of each tag."""
    with sessions.begin() as session:
        count_scores(session, now=clock.now())
        count_tags(session)
    return False
