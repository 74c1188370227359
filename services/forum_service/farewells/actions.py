"""Forget what was theirs alone, and take away the text of their posts where they wanted it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select, text
from sqlalchemy.orm import Session

from forum_service.members.models import Member
from forum_service.messages.actions import leave_message
from forum_service.messages.models import MessagePerson
from forum_service.posts.announcing import announce_change
from forum_service.posts.models import Post
from forum_service.uploads.actions import delete_upload
from forum_service.uploads.models import Upload, UploadRef

# Of what is kept by account, this belongs to others too: the record, and who takes part in what.
KEPT = frozenset(
    {
        "members",
        "message_people",
        "call_voices",
        "poll_votes",
        "flags",
        "held_posts",
        "sanctions",
        "member_notes",
        "uploads",
        "meeting_answers",
        "thanks",
        "mentions",
    }
)
# As long as a post may still wait to be mailed.
STILL_NEWS = timedelta(days=14)
# Written where the text was; the same in all languages, since it stands in the stored post.
REMOVED = "—"
_EMPTY_POSTS = text(
    """
    UPDATE posts SET raw = :removed, html = '<p>' || :removed || '</p>' WHERE author_id = :account
    """
)
_FORGET = tuple(
    text(statement)
    for statement in (
        "DELETE FROM post_revisions WHERE post_id IN (SELECT id FROM posts WHERE author_id = :account)",
        "DELETE FROM post_translations WHERE post_id IN (SELECT id FROM posts WHERE author_id = :account)",
        "DELETE FROM mentions WHERE post_id IN (SELECT id FROM posts WHERE author_id = :account)",
        "DELETE FROM post_index WHERE post_id IN (SELECT id FROM posts WHERE author_id = :account)",
    )
)


def say_farewell(session: Session, account_id: UUID, *, posts: str, now: datetime) -> None:
    """Somebody left for good; their posts stay without a name, or lose their text."""
    _leave_messages(session, account_id, now=now)
    _forget_what_is_theirs(session, account_id)
    if posts == "remove":
        values = {"account": account_id}
        for statement in _FORGET:
            session.execute(statement, values)
        session.execute(_EMPTY_POSTS, {**values, "removed": REMOVED})
        _delete_files(session, account_id)
        _tell_emptied(session, account_id, since=now - STILL_NEWS)


def _tell_emptied(session: Session, account_id: UUID, *, since: datetime) -> None:
    """What waits in mails and digests is emptied too."""
    theirs = select(Post.id).where(Post.author_id == account_id, Post.created_at >= since, ~Post.hidden)
    for post_id in session.scalars(theirs.order_by(Post.id)).all():
        announce_change(session, post_id, "edited")


def _delete_files(session: Session, account_id: UUID) -> None:
    """Their files, but documents of meetings: these are the group's."""
    of_meetings = select(UploadRef.upload_id).where(UploadRef.kind == "meeting")
    theirs = select(Upload.id).where(Upload.owner_id == account_id, Upload.id.not_in(of_meetings))
    for upload_id in session.scalars(theirs).all():
        delete_upload(session, upload_id)


def _leave_messages(session: Session, account_id: UUID, *, now: datetime) -> None:
    mine = (MessagePerson.account_id == account_id, MessagePerson.left_at.is_(None))
    for topic_id in session.scalars(select(MessagePerson.topic_id).where(*mine)).all():
        leave_message(session, topic_id, account_id, now=now)


def _forget_what_is_theirs(session: Session, account_id: UUID) -> None:
    """Drafts, bookmarks, reading places, keys, searches: whatever a table keeps for one account."""
    for table in _private_tables():
        session.execute(table.delete().where(table.c.account_id == account_id))


def _private_tables() -> list[Table]:
    tables: Any = reversed(Member.metadata.sorted_tables)
    return [table for table in tables if "account_id" in table.c and table.name not in KEPT]
