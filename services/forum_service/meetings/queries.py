"""Reading meetings."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from forum_service.meetings.models import Meeting


def list_meetings(session: Session) -> Sequence[Meeting]:
    """All meetings with their documents, the newest first."""
    query = select(Meeting).options(selectinload(Meeting.documents)).order_by(Meeting.starts_on.desc())
    return session.scalars(query).all()


def next_meeting(session: Session, *, today: date) -> Meeting | None:
    """The meeting under way or the next one."""
    query = select(Meeting).where(Meeting.ends_on >= today).order_by(Meeting.starts_on).limit(1)
    return session.scalars(query).one_or_none()
