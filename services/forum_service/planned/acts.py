"""What the page behind "More" of a topic offers of planned posts."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act, Group


def plan_acts(_session: Session, topic: Row[Any], viewer: Viewer) -> Iterator[Act]:
    """Reply at a time to come."""
    if not topic.closed or viewer.is_staff:
        url = f"/forum/planned/new?topic={topic.id}"
        hint = _("Written now, posted by itself at the time you choose.")
        yield Act(label=_("Reply later"), url=url, group=Group.WRITING, hint=hint)
