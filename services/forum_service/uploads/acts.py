"""Ways to the files from a topic's other acts."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act, Group


def file_acts(_session: Session, topic: Row[Any], _viewer: Viewer) -> Iterator[Act]:
    """The page of all files of a topic."""
    hint = _("All pictures and documents attached in it.")
    yield Act(label=_("Files of this topic"), url=f"/forum/t/{topic.id}/files", group=Group.SHARE, hint=hint)
