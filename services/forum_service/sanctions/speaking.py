"""Asking at the door whether somebody may speak: for what is no post but is said all the same."""

from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from corridor import clock
from corridor.auth import Viewer
from corridor.errors import Forbidden
from forum_service.approval.actions import must_wait
from forum_service.moderation.queries import rights_of
from forum_service.sanctions.queries import standing_of
from forum_service.sanctions.rules import check_speaks


def check_may_speak(session: Session, account_id: UUID | None, board_id: int) -> None:
    """Raises Forbidden for who was silenced in the forum, with the reason and the end."""
    if account_id is not None:
        check_speaks(standing_of(session, account_id, board_id, now=clock.now()))


def check_appears_at_once(session: Session, viewer: Viewer, board_id: int, *, private: bool) -> None:
    """For words that nothing holds back: refuses as well whose posts a moderator looks at first."""
    check_may_speak(session, viewer.id, board_id)
    if not private and must_wait(session, viewer, rights_of(session, board_id), now=clock.now()):
        raise Forbidden(
            _(
                "In this forum a moderator looks at what you write before it appears. "
                "This would appear at once."
            )
        )
