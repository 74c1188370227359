"""What the page behind "More" of a post offers of thanks."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act
from forum_service.thanks.queries import has_thanked
from forum_service.thanks.urls import thanks_url


def thanks_acts(session: Session, post: Row[Any], viewer: Viewer) -> Iterator[Act]:
    """Thank, take it back, see who did."""
    url = thanks_url(post.id)
    if post.author_id != viewer.id:
        if has_thanked(session, post.id, viewer.id):
            yield Act(label=_("Take back my thanks"), url=f"{url}/withdrawal", post=True)
        else:
            yield Act(label=_("Say thanks for this post"), url=url, post=True)
    yield Act(label=_("Who gave thanks"), url=url)
