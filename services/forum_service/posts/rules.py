"""What a post must be and who may change it."""

from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _

from corridor.auth import Viewer
from corridor.errors import Conflict, Forbidden, Invalid

LONGEST = 32_000
MENTIONS = 20
# Afterwards others have answered what was said: a correction is a post of its own.
EDITABLE_FOR = timedelta(days=60)
# Who corrects a slip at once leaves no trace.
GRACE = timedelta(minutes=5)


def check_mentions(count: int) -> None:
    """Refuse a post that calls everybody."""
    if count > MENTIONS:
        message = _("A post may name at most %(count)s people.", count=MENTIONS)
        raise Invalid(message, errors={"raw": [message]})


def check_open(*, closed: bool, viewer: Viewer) -> None:
    """Only staff go on in a closed topic."""
    if closed and not viewer.is_staff:
        raise Conflict(_("This topic is closed: no more replies."))


def may_edit(viewer: Viewer, *, author_id: UUID, written_at: datetime, closed: bool, now: datetime) -> bool:
    """The author for two months while the topic is open; staff always."""
    if viewer.is_staff:
        return True
    return viewer.id == author_id and not closed and now - written_at <= EDITABLE_FOR


def check_edit(viewer: Viewer, *, author_id: UUID, written_at: datetime, closed: bool, now: datetime) -> None:
    """Raises Forbidden with the reason."""
    if may_edit(viewer, author_id=author_id, written_at=written_at, closed=closed, now=now):
        return
    if viewer.id != author_id:
        raise Forbidden(_("Only its author and moderators may edit this post."))
    raise Forbidden(_("This post can no longer be edited. Please write a reply that corrects it."))


def keeps_revision(*, editor_id: UUID | None, author_id: UUID, written_at: datetime, now: datetime) -> bool:
    """Whether the text before the edit is kept: always, but for the author's own first minutes."""
    return editor_id != author_id or now - written_at > GRACE
