"""What one may do with a message, on the page behind "More" of its topic."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act
from forum_service.messages.queries import MESSAGES, is_away


def message_acts(session: Session, topic: Row[Any], viewer: Viewer) -> Iterable[Act]:
    """People, archive and leaving; nothing for other topics."""
    if topic.board_slug != MESSAGES:
        return
    base = f"/forum/messages/{topic.id}"
    yield Act(
        label=_("People in this message"),
        url=f"{base}/people",
        hint=_("See who reads it, bring in others, or leave."),
    )
    if is_away(session, topic.id, viewer=viewer):
        yield Act(label=_("Back to the inbox"), url=f"{base}/restoring", post=True)
    else:
        yield Act(
            label=_("Move to the archive"),
            url=f"{base}/archiving",
            post=True,
            hint=_("It comes back when somebody writes."),
        )
