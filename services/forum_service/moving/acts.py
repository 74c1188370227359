"""What moderators may do with a topic as a whole, for the page behind "More"."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act, Group


def moving_acts(_session: Session, topic: Row[Any], viewer: Viewer) -> Iterable[Act]:
    """Splitting, merging, moving and taking away; not in private topics."""
    if topic.private or not (viewer.is_staff or topic.moderated):
        return
    path = f"/forum/t/{topic.id}"
    yield _act(f"{path}/moving", _("Move posts …"), _("Into a topic of their own, or into another one."))
    yield _act(f"{path}/moving?everything=1", _("Merge …"), _("All posts go into another topic."))
    yield _act(f"{path}/forum", _("Move to another forum …"), _("The topic with all its posts."))
    yield _act(f"{path}/deletion", _("Take away …"), _("Nothing is lost: the log brings it back."))


def _act(url: str, label: str, hint: str) -> Act:
    return Act(label=label, url=url, hint=hint, group=Group.MODERATION)
