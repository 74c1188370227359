"""What one may do with the text of a post, for the page behind "More"."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor import clock
from corridor.auth import Viewer
from corridor.errors import Forbidden
from forum_service.acts.gathering import Act, Group
from forum_service.boards.rules import moderates
from forum_service.posts.editing import check_editor


def text_acts(_session: Session, post: Row[Any], viewer: Viewer) -> Iterator[Act]:
    """Edit it, see what it was, let others edit it."""
    path = f"/forum/posts/{post.id}"
    if _may_edit(post, viewer):
        hint = _("Everybody who may reply here can edit this post.") if post.wiki else ""
        yield Act(label=_("Edit the text"), url=f"{path}/edit", group=Group.WRITING, hint=hint)
    if post.edits:
        yield Act(label=_("Earlier versions"), url=f"{path}/revisions", group=Group.WRITING)
    if viewer.id != post.author_id and not moderates(viewer.roles, post):
        return
    if post.wiki:
        label, hint = _("Edit it alone again"), _("Only the author and moderators will edit this post.")
        yield Act(label=label, url=f"{path}/unsharing", group=Group.WRITING, post=True, hint=hint)
    else:
        label, hint = (
            _("Let others edit it"),
            _("Everybody who may reply here will be able to edit this post."),
        )
        yield Act(label=label, url=f"{path}/sharing", group=Group.WRITING, post=True, hint=hint)


def _may_edit(post: Row[Any], viewer: Viewer) -> bool:
    try:
        check_editor(post, viewer, now=clock.now())
    except Forbidden:
        return False
    return True
