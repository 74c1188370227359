"""What the pages behind "More" offer of bookmarks."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.acts.gathering import Act
from forum_service.bookmarks.queries import find_bookmark_id
from forum_service.bookmarks.urls import bookmark_url


def bookmark_post(session: Session, post: Row[Any], viewer: Viewer) -> Iterator[Act]:
    """Bookmark a post, or go to its bookmark."""
    known = find_bookmark_id(session, viewer.id, post_id=post.id)
    yield _act(known, f"/forum/posts/{post.id}/bookmark")


def bookmark_topic(session: Session, topic: Row[Any], viewer: Viewer) -> Iterator[Act]:
    """Bookmark a topic, or go to its bookmark."""
    known = find_bookmark_id(session, viewer.id, topic_id=topic.id)
    yield _act(known, f"/forum/t/{topic.id}/bookmark")


def _act(known: int | None, url: str) -> Act:
    if known is not None:
        return Act(label=_("My bookmark: note and reminder"), url=bookmark_url(known))
    return Act(label=_("Bookmark"), url=url, post=True, hint=_("With a note and a reminder, if you like."))
