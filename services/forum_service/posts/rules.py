"""What a post must be and who may change it."""

from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _

from corridor.auth import Viewer
from corridor.errors import Conflict, Forbidden, Invalid

LONGEST = 32_000
MENTIONS = 20
# Of the reason for an edit.
REASON_MAX = 200
# Afterwards others have answered what was said: a correction is a post of its own.
EDITABLE_FOR = timedelta(days=60)
# Who corrects a slip at once leaves no trace.
GRACE = timedelta(minutes=5)


class EditConflict(Conflict):
    """Two people edited one text; both texts are to be shown."""


def check_mentions(count: int) -> None:
    """Refuse a post that calls everybody."""
    if count > MENTIONS:
        message = _("A post may name at most %(count)s people.", count=MENTIONS)
        raise Invalid(message, errors={"raw": [message]})


def may_edit(
    viewer: Viewer,
    *,
    author_id: UUID,
    written_at: datetime,
    closed: bool,
    now: datetime,
    moderator: bool = False,
    shared: bool = False,
) -> bool:
    """The author for two months while the topic is open; staff and the forum's moderators always.

    `shared` says that the post is open to all who may reply, and the viewer is one of them.
    """
    if viewer.is_staff or moderator:
        return True
    return not closed and (shared or (viewer.id == author_id and now - written_at <= EDITABLE_FOR))


def check_edit(
    viewer: Viewer,
    *,
    author_id: UUID,
    written_at: datetime,
    closed: bool,
    now: datetime,
    moderator: bool = False,
    shared: bool = False,
) -> None:
    """Raises Forbidden with the reason."""
    known = {"author_id": author_id, "written_at": written_at, "closed": closed, "now": now}
    if may_edit(viewer, **known, moderator=moderator, shared=shared):  # type: ignore[arg-type]
        return
    if viewer.id != author_id:
        raise Forbidden(_("Only its author and moderators may edit this post."))
    raise Forbidden(_("This post can no longer be edited. Please write a reply that corrects it."))


def check_sharing(viewer: Viewer, *, author_id: UUID, moderator: bool) -> None:
    """Who may open a post to all who may reply, and close it again."""
    if viewer.id != author_id and not moderator:
        raise Forbidden(_("Only its author and moderators may say who edits this post."))


def check_version(*, known: int | None, current: int) -> None:
    """Refuse an edit of a text that was changed meanwhile; who names no version edits what there is."""
    if known is not None and known != current:
        raise EditConflict(_("Somebody else changed this post while you edited it."), code="edit_conflict")


def keeps_revision(*, editor_id: UUID | None, author_id: UUID, written_at: datetime, now: datetime) -> bool:
    """Whether the text before the edit is kept: always, but for the author's own first minutes."""
    return editor_id != author_id or now - written_at > GRACE
