"""What waits for the moderators of the demo world, and what they did."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.demo import person
from forum_service.approval.actions import Destination, hold
from forum_service.boards.models import Board
from forum_service.flags.actions import flag_post, settle_flags
from forum_service.moderation.ordering import end_discussion
from forum_service.posts.models import Post
from forum_service.posts.place import Author, Words
from forum_service.sanctions.actions import note_on_member
from forum_service.topics.models import Topic

_POST: Any = (
    select(
        *(Post.id, Post.number, Post.html, Post.language, Post.author_id, Topic.id.label("topic_id")),
        *(Topic.slug, Topic.title, Topic.board_id, Topic.audience.is_not(None).label("private")),
        *(Board.slug.label("board_slug"), Board.name.label("board_name"), Topic.closed),
    )
    .join(Topic, Topic.id == Post.topic_id)
    .join(Board, Board.id == Topic.board_id)
)


def seed_order(session: Session, *, now: datetime, origin: str) -> None:
    """A flag that waits, one that was settled, a topic closed, a post held, a note of the staff."""
    keeper = _viewer("diego.fuentes")
    waiting = _post(session, "half a page about how the drawing is done")
    if waiting is not None:
        words = "The answer deserves a place in the compendium. Could you make a topic of it?"
        flag = {"reason": "attention", "words": words}
        then = now - timedelta(hours=7)
        flag_post(session, waiting, _viewer("thandi.mokoena"), **flag, now=then, origin=origin)
    settled = _post(session, "salinity decides, not planting")
    if settled is not None:
        flag = {"reason": "off_topic", "words": "Should this not stand with the delta projects?"}
        then = now - timedelta(days=9)
        flag_post(session, settled, _viewer("priya.raman"), **flag, now=then, origin=origin)
        decision = {"decision": "disagreed", "answer": "It answers the question of the first post."}
        then += timedelta(hours=3)
        settle_flags(session, settled, keeper, **decision, now=then, origin=origin)
    _close(session, keeper, now=now - timedelta(days=20))
    _hold(session, now=now - timedelta(hours=2), origin=origin)
    note = "Asked us by telephone how to send files from the field; the tus upload works for her."
    note_on_member(session, person("mere.tabua").account_id, keeper, words=note, now=now - timedelta(days=3))


def _post(session: Session, words: str) -> Row[Any] | None:
    found: Row[Any] | None = session.execute(_POST.where(Post.raw.contains(words)).limit(1)).one_or_none()
    return found


def _close(session: Session, keeper: Viewer, *, now: datetime) -> None:
    """The discussion of spare parts has come to its end."""
    about: tuple[Any, ...] = (
        Topic.id,
        Topic.slug,
        Topic.title,
        Topic.board_id,
        Topic.author_id,
        Topic.closed,
        Topic.audience.is_not(None).label("private"),
    )
    spare_parts = Topic.title.startswith("Transfert de technologie")
    topic: Any = session.execute(select(*about).where(spare_parts).limit(1)).one_or_none()
    if topic is not None:
        end_discussion(session, topic, keeper, now=now)


def _hold(session: Session, *, now: datetime, origin: str) -> None:
    """A first topic of somebody new to the forum."""
    board = session.scalars(select(Board).where(Board.slug == "capacity-building")).one()
    title = "Is there a course on reading camera-trap pictures?"
    to = Destination(board_id=board.id, board_slug=board.slug, board_name=board.name, title=title)
    raw = "Our rangers collect **4,000 pictures a month** and nobody sorts them. Who teaches this in Fijian?"
    author = person("mere.tabua")
    writer = Author(id=author.account_id, name=author.name, organisation=author.organisation)
    hold(session, to, writer, Words(raw=raw, language="en"), now=now, origin=origin)


def _viewer(handle: str) -> Viewer:
    one = person(handle)
    return Viewer(
        id=one.account_id,
        name=one.name,
        handle=one.handle,
        organisation=one.organisation,
        roles=frozenset(one.roles),
    )
