"""Reading meetings."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, select
from sqlalchemy.orm import Session, selectinload

from corridor.auth import Viewer
from corridor.errors import NotFound
from forum_service.boards.queries import VISIBLE_TOPIC, sight
from forum_service.boards.rules import role_names
from forum_service.meetings.models import CalendarKey, Meeting, MeetingAnswer, MeetingDocument
from forum_service.meetings.rules import GROUP_ONLY
from forum_service.members.models import Member
from forum_service.members.queries import find_viewer
from forum_service.sql import statement
from forum_service.uploads.models import Upload

_DISCUSSION = statement(
    "SELECT t.id, t.slug, t.posts_count FROM topics t WHERE t.id = :id AND {visible}", visible=VISIBLE_TOPIC
)


def list_meetings(session: Session) -> Sequence[Meeting]:
    """All meetings with their documents, the newest first."""
    query = select(Meeting).options(selectinload(Meeting.documents)).order_by(Meeting.starts_on.desc())
    return session.scalars(query).all()


def next_meeting(session: Session, *, today: date) -> Meeting | None:
    """The meeting under way or the next one."""
    coming = (Meeting.ends_on >= today, ~Meeting.cancelled)
    query = select(Meeting).where(*coming).order_by(Meeting.starts_on, Meeting.id).limit(1)
    return session.scalars(query).one_or_none()


def get_meeting(session: Session, slug: str, *, lock: bool = False) -> Meeting:
    """The meeting with its documents; raises NotFound."""
    query = select(Meeting).options(selectinload(Meeting.documents)).where(Meeting.slug == slug)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    meeting = session.scalars(query).one_or_none()
    if meeting is None:
        raise NotFound(_("There is no such meeting."))
    return meeting


def get_document(meeting: Meeting, document_id: int) -> MeetingDocument:
    """A document of the meeting; raises NotFound."""
    found = next((document for document in meeting.documents if document.id == document_id), None)
    if found is None:
        raise NotFound(_("There is no such document."))
    return found


def files_of(session: Session, meeting: Meeting) -> dict[UUID, Any]:
    """Name, type and size of our copies of the documents."""
    ids = [document.upload_id for document in meeting.documents if document.upload_id]
    if not ids:
        return {}
    query = select(Upload.id, Upload.name, Upload.media_type, Upload.size).where(Upload.id.in_(ids))
    return {row.id: row for row in session.execute(query)}


def people_of(session: Session, meeting: Meeting) -> Sequence[Any]:
    """Everybody invited, or who answered, with the answer; by answer, then by country and name."""
    mine = and_(MeetingAnswer.account_id == Member.account_id, MeetingAnswer.meeting_id == meeting.id)
    query = select(
        Member.account_id,
        Member.handle,
        Member.name,
        Member.organisation,
        Member.country,
        Member.roles,
        MeetingAnswer.answer,
        MeetingAnswer.words,
    ).join(MeetingAnswer, mine, isouter=True)
    known = Member.active & (Member.roles.overlap(_held(meeting)) | MeetingAnswer.answer.is_not(None))
    return session.execute(query.where(known).order_by(Member.country, Member.name)).all()


def _held(meeting: Meeting) -> list[str]:
    """The invited roles as accounts hold them. Roles of a Party or centre are invited by nobody."""
    return list(meeting.invited_roles or GROUP_ONLY)


def invited_ids(session: Session, meeting: Meeting) -> Sequence[UUID]:
    """The accounts to tell of a meeting."""
    query = select(Member.account_id).where(Member.active, Member.roles.overlap(_held(meeting)))
    return session.scalars(query.order_by(Member.account_id)).all()


def silent_ids(session: Session, meeting: Meeting) -> Sequence[UUID]:
    """Those invited who have not answered."""
    answered = select(MeetingAnswer.account_id).where(MeetingAnswer.meeting_id == meeting.id)
    query = select(Member.account_id).where(Member.active, Member.roles.overlap(_held(meeting)))
    silent = query.where(Member.account_id.not_in(answered))
    return session.scalars(silent.order_by(Member.account_id)).all()


def find_answer(session: Session, meeting_id: int, account_id: UUID | None) -> MeetingAnswer | None:
    """What somebody answered."""
    return session.get(MeetingAnswer, (meeting_id, account_id)) if account_id else None


def find_discussion(session: Session, meeting: Meeting, *, viewer: Viewer) -> Any | None:
    """The topic of a meeting, if there is one that the viewer may read."""
    if meeting.topic_id is None:
        return None
    return session.execute(_DISCUSSION, {"id": meeting.topic_id, **sight(viewer)}).one_or_none()


def find_owner(session: Session, digest: str) -> Viewer | None:
    """The member to whom a calendar's address belongs, while they are one and may read."""
    account_id = session.scalar(select(CalendarKey.account_id).where(CalendarKey.digest == digest))
    return find_viewer(session, account_id) if account_id else None


def find_key(session: Session, account_id: UUID | None) -> CalendarKey | None:
    """Since when a member has an address for the calendar."""
    return session.get(CalendarKey, account_id) if account_id else None


def meetings_for(session: Session, member: Viewer) -> list[Meeting]:
    """The meetings that a member is or was invited to, the earliest first."""
    names = set(role_names(member.roles))
    query = select(Meeting).order_by(Meeting.starts_on, Meeting.id)
    return [meeting for meeting in session.scalars(query) if names & set(meeting.invited_roles or GROUP_ONLY)]
