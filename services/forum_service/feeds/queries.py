"""Whose a feed key is, and what stands in each feed.

Every entry is looked up as the reader, under the one rule of what somebody sees. Private topics are in no
feed: a program that fetches feeds may keep them where others read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from forum_service.boards.labels import board_name
from forum_service.boards.queries import (
    BOARDS_OF_TOPIC,
    LEVEL,
    LISTED_TOPIC,
    SHOWN_BOARD,
    VISIBLE_TOPIC,
    get_board,
    list_boards,
    sight,
)
from forum_service.feeds.models import FeedToken
from forum_service.feeds.rules import ENTRIES, digest_of
from forum_service.lists.rules import PERIODS
from forum_service.members.queries import find_by_handle, find_viewer
from forum_service.sql import statement
from forum_service.tags.rules import as_slug
from forum_service.topics.queries import get_topic_for
from forum_service.urls import board_url, topic_url

_ENTRIES = """
    SELECT p.id, p.number, p.html, p.language, p.created_at, p.edited_at, p.reply_to,
           t.id AS topic_id, t.slug, t.title, t.language AS topic_language, t.posts_count,
           array_to_string(t.tags, ' ') AS tags, {shown},
           COALESCE(m.name, '') AS author_name, COALESCE(m.handle, '') AS author_handle,
           COALESCE(m.organisation, '') AS organisation
    FROM {source}
    {boards}
    LEFT JOIN members m ON m.account_id = p.author_id
    {joins}
    WHERE {which} AND t.audience IS NULL AND NOT p.hidden AND {listed}
    ORDER BY {order} DESC LIMIT :size
"""
_POSTS = "posts p JOIN topics t ON t.id = p.topic_id"
_TOPICS = "topics t JOIN posts p ON p.topic_id = t.id AND p.number = 1"
_TOP = f"topic_scores s JOIN {_TOPICS.replace('topics t JOIN', 'topics t ON t.id = s.topic_id JOIN')}"
_NOT_MUTED = f"{LEVEL} > 0"
_READER = """
    LEFT JOIN topic_readers r ON r.topic_id = t.id AND r.account_id = :me
    LEFT JOIN board_readers br ON br.board_id = t.board_id AND br.account_id = :me
"""


def _entries(source: str, which: str, order: str, *, joins: str = "", sight: str = LISTED_TOPIC) -> Any:
    boards = {"boards": BOARDS_OF_TOPIC, "shown": SHOWN_BOARD}
    parts = {**boards, "source": source, "which": which, "order": order, "joins": joins, "listed": sight}
    return statement(_ENTRIES, **parts)


_STATEMENTS: Mapping[str, Any] = {
    "whats-new": _entries(_POSTS, _NOT_MUTED, "p.id", joins=_READER),
    "posts": _entries(_POSTS, "true", "p.id"),
    "latest": _entries(_TOPICS, _NOT_MUTED, "t.created_at", joins=_READER),
    "top": _entries(_TOP, "s.period = :period", "s.score"),
    "forum": _entries(_TOPICS, "t.board_id = :board", "t.created_at"),
    "topic": _entries(_POSTS, "t.id = :topic", "p.number", sight=VISIBLE_TOPIC),
    "tag": _entries(_TOPICS, "t.tags @> ARRAY[CAST(:tag AS text)] AND t.tags <> '{}'", "t.created_at"),
    "user": _entries(_POSTS, "p.author_id = :author", "p.id"),
    "user-topics": _entries(_TOPICS, "t.author_id = :author", "t.created_at"),
}


@dataclass(frozen=True, kw_only=True)
class Reader:
    """The member a key speaks for, as they are now."""

    key_id: int
    viewer: Viewer


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed before it is written: its name, the page that shows the same, and the newest first."""

    title: object
    page: str
    entries: Sequence[Row[Any]]

    @property
    def updated(self) -> datetime | None:
        """When something in it last changed."""
        return max((row.edited_at or row.created_at for row in self.entries), default=None)


def find_reader(session: Session, token: str) -> Reader | None:
    """Whose key this is; None for a revoked or unknown one, and for who has no role any more."""
    digest = digest_of(token)
    if digest is None:
        return None
    query = select(FeedToken.id, FeedToken.account_id).where(FeedToken.digest == digest)
    row = session.execute(query).one_or_none()
    viewer = find_viewer(session, row.account_id) if row else None
    if row is None or viewer is None or not viewer.is_member:
        return None
    return Reader(key_id=row.id, viewer=viewer)


def list_keys(session: Session, *, account_id: UUID | None) -> Sequence[FeedToken]:
    """The account's keys, the newest first."""
    query = select(FeedToken).where(FeedToken.account_id == account_id).order_by(FeedToken.id.desc())
    return session.scalars(query).all()


def whats_new_feed(session: Session, viewer: Viewer) -> Feed:
    """All posts of the reader's forums but the muted topics."""
    return _feed(session, viewer, "whats-new", _("What is new"), "/forum/whats-new")


def posts_feed(session: Session, viewer: Viewer) -> Feed:
    """All posts the reader may see."""
    return _feed(session, viewer, "posts", _("Latest posts"), "/forum")


def latest_feed(session: Session, viewer: Viewer) -> Feed:
    """The newest topics."""
    return _feed(session, viewer, "latest", _("New topics"), "/forum")


def top_feed(session: Session, viewer: Viewer, period: str) -> Feed:
    """The liveliest topics of a period."""
    if period not in PERIODS:
        raise NotFound(_("There is no such feed."))
    return _feed(session, viewer, "top", _("Top topics"), f"/forum/top/{period}", period=period)


def board_feed(session: Session, viewer: Viewer, slug: str) -> Feed:
    """The newest topics of a forum."""
    board = get_board(session, slug, viewer=viewer)
    title = board_name(board.slug, board.name)
    return _feed(session, viewer, "forum", title, board_url(board.slug), board=board.id)


def board_feed_by_id(session: Session, viewer: Viewer, board_id: int) -> Feed:
    """The same for programs that know forums by number."""
    found = next((board for board in list_boards(session, viewer=viewer) if board.id == board_id), None)
    if found is None:
        raise NotFound(_("There is no such forum."))
    return board_feed(session, viewer, found.slug)


def topic_feed(session: Session, viewer: Viewer, topic_id: int) -> Feed:
    """The newest posts of a topic; a private one has no feed."""
    topic = get_topic_for(session, topic_id, viewer=viewer)
    if topic.private:
        raise NotFound(_("There is no such feed."))
    return _feed(session, viewer, "topic", topic.title, topic_url(topic.id, topic.slug), topic=topic.id)


def tag_feed(session: Session, viewer: Viewer, tag: str) -> Feed:
    """The newest topics with a tag; of a tag that nobody uses it is empty."""
    slug = as_slug(tag)
    if not slug:
        raise NotFound(_("There is no such feed."))
    return _feed(session, viewer, "tag", f"#{slug}", f"/forum/tags/{quote(slug)}", tag=slug)


def user_feed(session: Session, viewer: Viewer, handle: str, *, topics: bool = False) -> Feed:
    """The newest posts of a member, or the newest topics they opened."""
    member = find_by_handle(session, handle)
    if member is None:
        raise NotFound(_("There is no such member."))
    kind, page = "user-topics" if topics else "user", f"/account/members/{member.handle}"
    return _feed(session, viewer, kind, member.name, page, author=member.account_id)


def _feed(session: Session, viewer: Viewer, kind: str, title: object, page: str, **values: Any) -> Feed:
    bound = {**sight(viewer), **values, "size": ENTRIES}
    return Feed(title=title, page=page, entries=session.execute(_STATEMENTS[kind], bound).all())
