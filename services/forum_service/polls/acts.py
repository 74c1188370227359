"""What the page behind "More" of a topic offers of polls."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act, Group
from forum_service.polls.queries import rights_of_board
from forum_service.polls.rules import may_poll


def poll_acts(session: Session, topic: Row[Any], viewer: Viewer) -> Iterator[Act]:
    """Make a poll, for who may."""
    rights = rights_of_board(session, topic.board_id)
    if may_poll(viewer.id, viewer.roles, rights, author_id=topic.author_id, closed=topic.closed):
        url = f"/forum/t/{topic.id}/polls/new"
        hint = _("A question with answers to choose from.")
        yield Act(label=_("Add a poll"), url=url, group=Group.WRITING, hint=hint)
