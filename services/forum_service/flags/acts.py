"""The act of showing a post to the moderators."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act, Group
from forum_service.flags.rules import may_be_flagged, may_judge


def flag_acts(_session: Session, post: Row[Any], viewer: Viewer) -> Iterable[Act]:
    """What a member may ask of the moderators, and what a moderator may look at."""
    # Of cases the moderators see nothing; of a message what somebody who takes part shows them.
    if post.author_id != viewer.id and may_be_flagged(post):
        yield Act(
            label=_("Show it to the moderators"),
            url=f"/forum/posts/{post.id}/flag",
            group=Group.MODERATION,
            hint=_("They see this post, and nothing else of the message.")
            if post.private
            else _("Only they learn of it."),
        )
    if may_judge(viewer, post):
        yield Act(
            label=_("What moderators know of this post"),
            url=f"/forum/moderation/posts/{post.id}",
            group=Group.MODERATION,
        )
