"""Keeping posts and topics at hand."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from forum_service.bookmarks.models import Bookmark
from forum_service.bookmarks.queries import find_bookmark_id
from forum_service.bookmarks.rules import check_reminder


def keep(
    session: Session,
    account_id: UUID,
    *,
    topic_id: int | None = None,
    post_id: int | None = None,
    now: datetime,
) -> int:
    """Bookmark a topic or a post; what is bookmarked already stays as it is. The bookmark's id."""
    row = insert(Bookmark).values(account_id=account_id, topic_id=topic_id, post_id=post_id, created_at=now)
    new = session.execute(row.on_conflict_do_nothing().returning(Bookmark.id)).scalar_one_or_none()
    if new is not None:
        return new
    known = find_bookmark_id(session, account_id, topic_id=topic_id, post_id=post_id)
    assert known is not None, "a bookmark in conflict exists"  # noqa: S101
    return known


def annotate(
    session: Session,
    bookmark_id: int,
    *,
    note: str,
    remind_at: datetime | None,
    before: datetime | None,
    now: datetime,
) -> None:
    """Write words to oneself, and when to be reminded; a new time reminds again."""
    check_reminder(remind_at, before=before, now=now)
    values = {"note": note, "remind_at": remind_at}
    again = {"reminded_at": None} if remind_at != before else {}
    session.execute(update(Bookmark).where(Bookmark.id == bookmark_id).values(**values, **again))


def drop(session: Session, bookmark_id: int) -> None:
    """Let go of a bookmark."""
    session.execute(delete(Bookmark).where(Bookmark.id == bookmark_id))
