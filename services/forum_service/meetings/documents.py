"""The documents of a meeting: our own copy, or the address of the official one."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from forum_service.meetings.models import Meeting, MeetingDocument
from forum_service.uploads.actions import refer_to


def add_document(
    session: Session, meeting: Meeting, data: dict[str, Any], *, upload_id: UUID | None, by: UUID
) -> MeetingDocument:
    """Put a document at the end of the list."""
    highest = select(func.coalesce(func.max(MeetingDocument.position), 0)).where(
        MeetingDocument.meeting_id == meeting.id
    )
    position = session.execute(highest).scalar_one() + 1
    document = MeetingDocument(meeting_id=meeting.id, position=position, upload_id=upload_id, **data)
    session.add(document)
    _refer(session, meeting.id, by=by)
    return document


def remove_document(session: Session, meeting: Meeting, document_id: int, *, by: UUID) -> None:
    """Take a document off the list; the file stays with whoever sent it."""
    mine = (MeetingDocument.id == document_id, MeetingDocument.meeting_id == meeting.id)
    session.execute(delete(MeetingDocument).where(*mine))
    _refer(session, meeting.id, by=by)


def _refer(session: Session, meeting_id: int, *, by: UUID) -> None:
    session.flush()
    files = select(MeetingDocument.upload_id).where(
        MeetingDocument.meeting_id == meeting_id, MeetingDocument.upload_id.is_not(None)
    )
    ids = [upload_id for upload_id in session.scalars(files) if upload_id]
    refer_to(session, ids, kind="meeting", ref_id=meeting_id, by=by)
