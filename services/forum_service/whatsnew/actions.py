"""Having read what is new."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.tracking.actions import mark_read
from forum_service.whatsnew.queries import News, reached_at

# More than a month brings to most; who has more presses twice.
AT_ONCE = 500


def mark_shown(session: Session, account_id: UUID, news: Iterable[News], *, now: datetime) -> None:
    """The posts of a page were shown. In the order of the topics' ids: two pages at once take turns."""
    for one in sorted(news, key=lambda one: one.topic.id):
        mark_read(session, account_id, one.topic.id, number=one.posts[-1].number, now=now)


def mark_all(session: Session, viewer: Viewer, account_id: UUID, *, until: datetime, now: datetime) -> None:
    """Everything that was there at a moment is read; what came later stays new."""
    for row in reached_at(session, until, viewer=viewer, now=now, most=AT_ONCE):
        if row.number:
            mark_read(session, account_id, row.id, number=row.number, now=now)
