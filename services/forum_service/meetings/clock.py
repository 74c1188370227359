"""Reminding those who have not said whether they come."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from forum_service.meetings.models import Meeting
from forum_service.meetings.queries import silent_ids
from forum_service.meetings.rules import AHEAD
from forum_service.telling import tell
from forum_service.urls import absolute


def remind_invited(sessions: sessionmaker[Session], settings: Any) -> bool:
    """Tell, once a meeting, those invited who have not answered three weeks before."""
    now = clock.now()
    today = now.date()
    with sessions() as session, session.begin():
        close = (Meeting.starts_on > today, Meeting.starts_on <= today + AHEAD)
        open_ones = (~Meeting.cancelled, Meeting.reminded_at.is_(None))
        query = select(Meeting).where(*close, *open_ones).limit(1).with_for_update(skip_locked=True)
        meeting = session.scalars(query).one_or_none()
        if meeting is None:
            return False
        meeting.reminded_at = now
        tell(
            session,
            "reminder_meeting_answer",
            key=f"meeting/{meeting.id}",
            title=meeting.title,
            url=absolute(f"/iag/meetings/{meeting.slug}", origin=settings.base_url),
            recipients=dict.fromkeys(silent_ids(session, meeting), "participant"),
            now=now,
        )
    return True
