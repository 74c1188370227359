"""Reading files, and the one rule of who may."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from corridor.web.paging import Page, keyset
from forum_service.boards.queries import VISIBLE_TOPIC, sight
from forum_service.boards.rules import role_names
from forum_service.meetings.models import Meeting
from forum_service.members.models import Member
from forum_service.sql import statement
from forum_service.uploads.models import Upload, UploadRef, UploadText
from forum_service.urls import post_url

# Who may read an upload `u`: its owner, as long as they are a member, whoever may read something that refers
# to it, and who must decide on a post with it that waits. Every page, picture, search and list of files uses
# this and nothing else.
READABLE = f"""
    (
        (u.owner_id = :me AND cardinality(CAST(:roles AS text[])) > 0)
        OR EXISTS (
            SELECT 1 FROM upload_refs ref
            JOIN posts p ON p.id = ref.ref_id AND NOT p.hidden
            JOIN topics t ON t.id = p.topic_id AND {VISIBLE_TOPIC}
            WHERE ref.upload_id = u.id AND ref.kind IN ('post', 'message'))
        OR (cardinality(CAST(:roles AS text[])) > 0 AND EXISTS (
            SELECT 1 FROM upload_refs ref JOIN meetings m ON m.id = ref.ref_id
            WHERE ref.upload_id = u.id AND ref.kind = 'meeting'))
        OR EXISTS (
            SELECT 1 FROM held_posts h JOIN boards hb ON hb.id = h.board_id
            WHERE h.account_id = u.owner_id AND h.state = 'waiting' AND strpos(h.raw, CAST(u.id AS text)) > 0
            AND (CAST(:roles AS text[]) && ARRAY['moderator', 'secretariat']
                OR hb.moderate_roles && CAST(:roles AS text[])))
    )
"""  # noqa: S608  constants of the code; the values are bound

_UPLOAD = """
    SELECT u.id, u.owner_id, u.name, u.media_type, u.size, u.sha256, u.width, u.height, u.thumbs, u.state,
           u.reason, u.text_state, u.created_at, u.loose_since,
           COALESCE(m.name, '') AS owner_name, COALESCE(m.handle, '') AS owner_handle
    FROM uploads u LEFT JOIN members m ON m.account_id = u.owner_id
"""
_ONE = statement(_UPLOAD + " WHERE u.id = :id AND {readable}", readable=READABLE)
_SHOWN = "SELECT u.id, u.name, u.media_type, u.size, u.width, u.height, u.thumbs FROM uploads u"
_SOME = statement(
    _SHOWN + " WHERE u.id = ANY (CAST(:ids AS uuid[])) AND u.state <> 'refused' AND {readable}",
    readable=READABLE,
)
_OF_POST = statement(
    _SHOWN + " JOIN upload_refs ref ON ref.upload_id = u.id"
    " WHERE ref.ref_id = :post AND ref.kind IN ('post', 'message') AND u.state <> 'refused'"
)


def sight_of(session: Session, account_id: UUID) -> dict[str, Any]:
    """The values that READABLE needs, for somebody who is not the viewer of a request."""
    roles = session.scalars(select(Member.roles).where(Member.account_id == account_id)).one_or_none()
    return {"me": account_id, "roles": role_names(roles or [])}


def get_upload(session: Session, upload_id: UUID, *, viewer: Viewer) -> Row[Any]:
    """The file, refused or not; raises NotFound when absent or not for the viewer."""
    found = session.execute(_ONE, {"id": upload_id, **sight(viewer)}).one_or_none()
    if found is None:
        raise NotFound(_("There is no such file."))
    return found


def files_for(
    session: Session, upload_ids: Sequence[UUID], *, account_id: UUID | None
) -> dict[UUID, Row[Any]]:
    """Those of the files that the writer of a text may read, to be shown in it."""
    if not upload_ids or account_id is None:
        return {}
    values = {"ids": list(upload_ids), **sight_of(session, account_id)}
    return {row.id: row for row in session.execute(_SOME, values)}


def files_in_post(session: Session, post_id: int) -> dict[UUID, Row[Any]]:
    """The files a post was written with."""
    return {row.id: row for row in session.execute(_OF_POST, {"post": post_id})}


def kept_by(session: Session, owner_id: UUID) -> int:
    """How many bytes a member keeps."""
    return int(
        session.scalars(
            select(func.coalesce(func.sum(Upload.size), 0)).where(Upload.owner_id == owner_id)
        ).one()
    )


def find_text(session: Session, upload_id: UUID) -> UploadText | None:
    """The words of a document, when they have been read."""
    return session.get(UploadText, upload_id)


@dataclass(frozen=True, kw_only=True)
class UsedAt:
    """Something the viewer may read that refers to a file."""

    title: str
    url: str
    language: str


_PLACES = statement(
    """
    SELECT t.title, t.language, t.id AS topic_id, t.slug, p.number
    FROM upload_refs r JOIN posts p ON p.id = r.ref_id AND NOT p.hidden
    JOIN topics t ON t.id = p.topic_id AND {visible}
    WHERE r.upload_id = :id AND r.kind IN ('post', 'message')
    ORDER BY p.id LIMIT 50
    """,
    visible=VISIBLE_TOPIC,
)


def places_of(session: Session, upload_id: UUID, *, viewer: Viewer) -> list[UsedAt]:
    """The posts and meetings that refer to a file, as far as the viewer may read them."""
    rows = session.execute(_PLACES, {"id": upload_id, **sight(viewer)}).all()
    posts = [
        UsedAt(title=row.title, url=post_url(row.topic_id, row.slug, row.number), language=row.language)
        for row in rows
    ]
    named = (
        select(Meeting.title, Meeting.slug)
        .join(UploadRef, UploadRef.ref_id == Meeting.id)
        .where(UploadRef.upload_id == upload_id, UploadRef.kind == "meeting")
    )
    meetings = session.execute(named.limit(50)).all()
    found = [UsedAt(title=row.title, url=f"/iag/meetings/{row.slug}", language="en") for row in meetings]
    return posts + found


def uploads_of(session: Session, owner_id: UUID, *, after: str | None) -> Page[Any]:
    """A member's files, the newest first, each with how many places refer to it."""
    used = (
        select(func.count())
        .where(UploadRef.upload_id == Upload.id)
        .correlate(Upload)
        .scalar_subquery()
        .label("used")
    )
    query = select(Upload, used).where(Upload.owner_id == owner_id)
    return keyset(query, session, order=[Upload.id.desc()], after=after)


_LARGEST = statement(
    _UPLOAD.replace("FROM uploads", ", {readable} AS readable FROM uploads")
    + " ORDER BY u.size DESC, u.id LIMIT 100",
    readable=READABLE,
)


def largest_uploads(session: Session, *, viewer: Viewer) -> Sequence[Row[Any]]:
    """The hundred largest files of all members."""
    return session.execute(_LARGEST, sight(viewer)).all()


_OF_TOPIC = statement(
    """
    SELECT u.id, u.name, u.media_type, u.size, u.state, p.number, p.created_at, COALESCE(m.name, '') AS author
    FROM posts p
    JOIN upload_refs r ON r.ref_id = p.id AND r.kind IN ('post', 'message')
    JOIN uploads u ON u.id = r.upload_id AND u.state <> 'refused'
    LEFT JOIN members m ON m.account_id = p.author_id
    WHERE p.topic_id = :topic AND NOT p.hidden
    ORDER BY p.number, u.id LIMIT 500
    """
)


def files_of_topic(session: Session, topic_id: int) -> Sequence[Row[Any]]:
    """What was attached in a topic, by post. Whoever calls has seen to it that the topic is visible."""
    return session.execute(_OF_TOPIC, {"topic": topic_id}).all()
