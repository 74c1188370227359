"""Asking at the door whether somebody may speak: for what is no post but is said all the same."""

from uuid import UUID

from sqlalchemy.orm import Session

from corridor import clock
from forum_service.sanctions.queries import standing_of
from forum_service.sanctions.rules import check_speaks


def check_may_speak(session: Session, account_id: UUID | None, board_id: int) -> None:
    """Raises Forbidden for who was silenced in the forum, with the reason and the end."""
    if account_id is not None:
        check_speaks(standing_of(session, account_id, board_id, now=clock.now()))
