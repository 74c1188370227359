"""Reminding of bookmarks by the clock, one at a time."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from forum_service.bookmarks.models import Bookmark
from forum_service.bookmarks.queries import get_bookmark
from forum_service.bookmarks.urls import target_url
from forum_service.members.acting import find_acting
from forum_service.posts.rendering import excerpt_of
from forum_service.telling import tell
from forum_service.urls import absolute


def remind_of_bookmarks(sessions: sessionmaker[Session], settings: Any) -> bool:
    """Tell the next member whose time has come; whether there was one."""
    with transaction(sessions) as session:
        now = clock.now()
        due = select(Bookmark).where(Bookmark.remind_at <= now, Bookmark.reminded_at.is_(None))
        due = due.order_by(Bookmark.remind_at, Bookmark.id).limit(1).with_for_update(skip_locked=True)
        bookmark = session.scalars(due).one_or_none()
        if bookmark is None:
            return False
        bookmark.reminded_at = now
        session.flush()
        _remind(session, bookmark, now=now, origin=settings.base_url)
        return True


def _remind(session: Session, bookmark: Bookmark, *, now: datetime, origin: str) -> None:
    """What the member may no longer see is not spoken of."""
    member = find_acting(session, bookmark.account_id)
    if member is None:
        return
    row: Row[Any] = get_bookmark(session, bookmark.id, viewer=member)
    if not row.open:
        return
    tell(
        session,
        "reminder_bookmark",
        key=f"bookmark/{row.id}/{now.isoformat()}",
        title=row.title,
        url=absolute(target_url(row), origin=origin),
        recipients={bookmark.account_id: "author"},
        now=now,
        excerpt=row.note or excerpt_of(row.html),
        language=row.language,
    )
