"""What moderators do with the state of a topic, for the page behind "More"."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act, Group
from forum_service.boards.rules import moderates
from forum_service.states.queries import state_of


def state_acts(session: Session, topic: Row[Any], viewer: Viewer) -> Iterable[Act]:
    """Each act or the one that takes it back."""
    state = state_of(session, topic.id)
    if not moderates(viewer.roles, state):
        return
    path = f"/forum/t/{topic.id}"
    if state.pinned:
        hint = _("It stands above the others.")
        yield _act(f"{path}/states/unpin", _("Unpin"), hint, post=True)
    else:
        hint = _("In its forum or everywhere, for good or until a day.")
        yield _act(f"{path}/pinning", _("Pin …"), hint)
    if state.archived:
        hint = _("People write and edit in it again.")
        yield _act(f"{path}/states/unarchive", _("Take out of the archive"), hint, post=True)
    else:
        hint = _("It becomes a record: nobody writes or edits in it. You can take it out again.")
        yield _act(f"{path}/states/archive", _("Archive the topic"), hint, post=True)
    if state.unlisted:
        yield _act(f"{path}/states/list", _("List again"), _("It is found again."), post=True)
    else:
        hint = _("It stands in no list, search or mail; its address works for members of the forum.")
        yield _act(f"{path}/states/unlist", _("Take off the lists"), hint, post=True)


def _act(url: str, label: str, hint: str, *, post: bool = False) -> Act:
    return Act(label=label, url=url, hint=hint, post=post, group=Group.MODERATION)
