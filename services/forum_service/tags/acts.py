"""Tagging, for the page behind "More" of a topic."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act, Group
from forum_service.boards.rules import moderates
from forum_service.states.queries import state_of
from forum_service.tags.rules import may_tag


def tag_acts(session: Session, topic: Row[Any], viewer: Viewer) -> Iterable[Act]:
    """For its author and the moderators."""
    state = state_of(session, topic.id)
    moderator = moderates(viewer.roles, state)
    if may_tag(viewer, author_id=topic.author_id, archived=state.archived, moderator=moderator):
        hint = _("Words under which the topic is found.")
        yield Act(label=_("Edit the tags"), url=f"/forum/t/{topic.id}/tags", hint=hint, group=Group.WRITING)
