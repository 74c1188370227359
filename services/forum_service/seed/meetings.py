"""The meetings of the advisory group, from seed/meetings.json."""

import json
from importlib.resources import files

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from forum_service.meetings.models import Meeting, MeetingDocument


def seed_meetings(session: Session) -> None:
    """Meetings and their documents as the file has them."""
    text = files("forum_service").joinpath("seed/meetings.json").read_text(encoding="utf-8")
    for entry in json.loads(text):
        documents = entry.pop("documents")
        row = insert(Meeting).values(**entry)
        kept = row.on_conflict_do_update(index_elements=["slug"], set_=entry).returning(Meeting.id)
        meeting_id = session.execute(kept).scalar_one()
        session.execute(delete(MeetingDocument).where(MeetingDocument.meeting_id == meeting_id))
        for position, document in enumerate(documents, start=1):
            session.add(MeetingDocument(meeting_id=meeting_id, position=position, **document))
    session.flush()
