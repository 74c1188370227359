"""What a message says: the objects that programs for Discourse read."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.auth.roles import SECRETARIAT
from forum_service.discourse.groups import group_item
from forum_service.discourse.members import people
from forum_service.discourse.shapes.posts import post_item
from forum_service.discourse.shapes.topics import topic_item
from forum_service.discourse.shapes.users import basic_user, full_user, moment
from forum_service.groups.models import Group

# Seen with the eyes of nobody in particular: what a member may do depends on the member.
_NOBODY = Viewer()
_POST = text(
    """
    SELECT p.id, p.number, p.topic_id, p.author_id, p.raw, p.html, p.language, p.reply_to,
           p.created_at, p.edited_at, p.edits, p.wiki, p.thanks_count AS thanks,
           t.slug, t.title, t.board_id, t.closed, false AS private,
           t.posts_count, b.moderate_roles, NULL AS last_read, false AS thanked, false AS bookmarked,
           (SELECT v.reason FROM post_revisions v WHERE v.post_id = p.id
            ORDER BY v.number DESC LIMIT 1) AS edit_reason
    FROM posts p JOIN topics t ON t.id = p.topic_id JOIN boards b ON b.id = t.board_id
    WHERE p.id = :post AND t.audience IS NULL AND (:gone OR NOT (p.hidden OR t.hidden))
    """
)
_TOPIC = text(
    """
    SELECT t.id, t.slug, t.title, t.language, t.created_at, t.last_posted_at,
           t.highest_post_number, t.posts_count,
           t.readers_count, t.pinned, t.pinned_globally, t.closed, t.archived, t.unlisted, false AS private,
           t.audience, t.board_id, t.author_id, t.last_poster_id, t.participant_ids, t.tags,
           NULL AS last_read, false AS unread, 1 AS level, 0 AS thanks,
           false AS bookmarked, false AS liked
    FROM topics t WHERE t.id = :topic AND t.audience IS NULL AND NOT t.hidden
    """
)


def post_body(
    session: Session, post_id: int, *, now: datetime, gone_at: datetime | None = None
) -> tuple[int, str] | None:
    """The forum of a post and what is said of it; None for what is private or taken down.

    With `gone_at` it is told that it was taken down, and its words are not told once more.
    """
    row = session.execute(_POST, {"post": post_id, "gone": gone_at is not None}).one_or_none()
    if row is None:
        return None
    shown = post_item(row, people(session, {row.author_id}), viewer=_NOBODY, now=now, raw=True)
    if gone_at is not None:
        shown |= {"raw": "", "cooked": "", "hidden": True, "deleted_at": moment(gone_at)}
    return row.board_id, _as_text("post", shown)


def topic_body(session: Session, topic_id: int) -> tuple[int, str] | None:
    """The same for a topic."""
    row: Row[Any] | None = session.execute(_TOPIC, {"topic": topic_id}).one_or_none()
    if row is None:
        return None
    named = {row.author_id, row.last_poster_id, *row.participant_ids}
    return row.board_id, _as_text("topic", topic_item(row, people(session, named)))


def user_body(session: Session, account_id: UUID) -> str | None:
    """What is said of a member; without the address, which no program needs to be sent."""
    member = people(session, {account_id}).get(account_id)
    if member is None:
        return None
    shown = full_user(member, own=False, groups=[])
    return _as_text("user", {**shown, "staff": SECRETARIAT in member.roles})


def like_body(session: Session, post_id: int, account_id: UUID, *, now: datetime) -> tuple[int, str] | None:
    """The forum of a post, and who thanked for it; None for what is private or gone."""
    found = post_body(session, post_id, now=now)
    member = people(session, {account_id}).get(account_id)
    if found is None or member is None:
        return None
    post = json.loads(found[1])["post"]
    # The words are told with the post itself, not with every thanks.
    shown = {name: value for name, value in post.items() if name not in ("raw", "cooked")}
    return found[0], _as_text("like", {"post": shown, "user": basic_user(member)})


def reviewable_body(kind: str, number: int, *, topic_id: int | None, now: datetime) -> str:
    """That something waits, and under which number; what it says is for moderators to read."""
    shown = {"id": number, "type": kind, "status": 0, "topic_id": topic_id, "created_at": moment(now)}
    return _as_text("reviewable", shown)


def group_body(session: Session, slug: str) -> str | None:
    """What is said of a group."""
    group = session.get(Group, slug)
    return _as_text("group", group_item(group)) if group else None


def _as_text(name: str, shown: dict[str, Any]) -> str:
    return json.dumps({name: shown}, ensure_ascii=False, default=str)
