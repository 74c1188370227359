"""What the page behind "More" of a topic offers of calls."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act, Group
from forum_service.calls.queries import rights_of_board
from forum_service.calls.rules import may_call


def call_acts(session: Session, topic: Row[Any], viewer: Viewer) -> Iterator[Act]:
    """Open a call, for who may."""
    rights = rights_of_board(session, topic.board_id)
    if may_call(viewer.id, viewer.roles, rights, author_id=topic.author_id, closed=topic.closed):
        yield Act(
            label=_("Open a consensus call"),
            url=f"/forum/t/{topic.id}/calls/new",
            group=Group.WRITING,
            hint=_("A proposed text, a time to speak, one voice each, and an outcome that stays."),
        )
