"""What each change of state sets, and who may make it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from flask_babel import lazy_gettext as _

from corridor.auth import Viewer
from corridor.errors import Conflict, Forbidden, NotFound


class State(Protocol):
    """A topic as far as changes go."""

    private: bool
    archived: bool


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change: what the record calls it, and the columns it sets."""

    act: str
    values: Mapping[str, Any]


UNPIN = {"pinned": False, "pinned_globally": False, "pinned_until": None}
CHANGES: Mapping[str, Change] = {
    "pin": Change(act="topic_pinned", values={"pinned": True, "pinned_globally": False}),
    "pin-everywhere": Change(act="topic_pinned_everywhere", values={"pinned": True, "pinned_globally": True}),
    "unpin": Change(act="topic_unpinned", values=UNPIN),
    "archive": Change(act="topic_archived", values={"archived": True}),
    "unarchive": Change(act="topic_unarchived", values={"archived": False}),
    "unlist": Change(act="topic_unlisted", values={"unlisted": True}),
    "list": Change(act="topic_listed", values={"unlisted": False}),
}


def get_change(name: str) -> Change:
    """The change of this name; raises NotFound."""
    if name not in CHANGES:
        raise NotFound(_("There is no such page."))
    return CHANGES[name]


def check_change(name: str, viewer: Viewer, topic: State) -> None:
    """Raises Forbidden or Conflict with the reason. That the viewer moderates the forum is seen to before."""
    if name != "pin-everywhere":
        return
    if not viewer.is_staff:
        raise Forbidden(_("Only the secretariat and moderators of the house pin a topic above all others."))
    if topic.private:
        raise Conflict(_("A private topic cannot stand above all others."))


def check_not_archived(archived: bool) -> None:
    """Raises Conflict: an archived topic is a record, and stays as it is for everybody."""
    if archived:
        raise Conflict(_("This topic is archived: it is a record now, and nobody writes in it."))
