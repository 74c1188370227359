"""Moving posts between topics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.errors import Conflict
from forum_service.moving.counting import count_in_forum, lock_topics, recount_topics
from forum_service.moving.models import MovedPost
from forum_service.moving.readers import carry_readers
from forum_service.posts.models import Post
from forum_service.posts.place import Place
from forum_service.search.actions import index_post
from forum_service.topics.models import Topic

_RENUMBER = text(
    """
    WITH way AS (SELECT * FROM unnest(CAST(:ids AS bigint[]), CAST(:old AS int[]), CAST(:new AS int[]))
        AS way (id, old, new))
    UPDATE posts p SET topic_id = :topic, number = way.new,
        reply_to = (SELECT parent.new FROM way parent WHERE parent.old = p.reply_to)
    FROM way WHERE p.id = way.id
    """
)
_BOARD_OF_INDEX = text("UPDATE post_index SET board_id = :board WHERE post_id = ANY (CAST(:ids AS bigint[]))")


@dataclass(frozen=True, kw_only=True)
class Way:
    """One post: its number before and after, and what it answered before."""

    id: int
    old: int
    new: int
    reply_to: int | None


def numbers_of(session: Session, topic_id: int) -> list[int]:
    """The numbers of the posts that are there to be seen, in order."""
    seen = select(Post.number).where(Post.topic_id == topic_id, Post.hidden.is_(False))
    return list(session.scalars(seen.order_by(Post.number)))


def move_posts(
    session: Session, source: Row[Any], target: Place, numbers: Sequence[int], *, now: datetime
) -> list[Way]:
    """Put posts at the end of another topic, in their order; links to them go on.

    Counts, search and what everybody has read follow. Whoever calls has seen to it that they may go there.
    """
    lock_topics(session, {source.id, target.topic_id})
    before = _highest(session, target.topic_id)
    rows = session.execute(
        select(Post.id, Post.number, Post.reply_to)
        .where(Post.topic_id == source.id, Post.number.in_(numbers), Post.hidden.is_(False))
        .order_by(Post.number)
    ).all()
    ways = [
        Way(id=row.id, old=row.number, new=before + place, reply_to=row.reply_to)
        for place, row in enumerate(rows, start=1)
    ]
    _renumber(session, target.topic_id, ways)
    _remember(session, source.id, ways, now=now)
    _follow(session, source.board_id, target, ways, first=before == 0)
    recount_topics(session, [source.id, target.topic_id])
    numbers = [way.old for way in ways]
    carry_readers(session, source.id, target.topic_id, numbers=numbers, before=before)
    return ways


def _highest(session: Session, topic_id: int) -> int:
    found: int = session.scalar(select(Topic.highest_post_number).where(Topic.id == topic_id)) or 0
    return found


def _renumber(session: Session, topic_id: int, ways: Sequence[Way]) -> None:
    values = {"ids": [way.id for way in ways], "old": [way.old for way in ways]}
    session.execute(_RENUMBER, {"topic": topic_id, "new": [way.new for way in ways], **values})


def _remember(session: Session, topic_id: int, ways: Sequence[Way], *, now: datetime) -> None:
    rows = [{"topic_id": topic_id, "number": way.old, "post_id": way.id, "moved_at": now} for way in ways]
    way = insert(MovedPost).values(rows)
    session.execute(
        way.on_conflict_do_update(
            index_elements=["topic_id", "number"],
            set_={"post_id": way.excluded.post_id, "moved_at": way.excluded.moved_at},
        )
    )


def _follow(session: Session, from_board: int, target: Place, ways: Sequence[Way], *, first: bool) -> None:
    """The index and the forums' counts; a title is found with the first post of its topic."""
    ids = [way.id for way in ways]
    session.execute(_BOARD_OF_INDEX, {"board": target.board_id, "ids": ids})
    if first:
        index_title(session, ids[0], target.board_id, title=target.title)
        count_in_forum(session, target.board_id, topics=1, posts=0)
    if ways[0].old == 1 and not first:
        index_title(session, ids[0], target.board_id, title="")
    if from_board != target.board_id:
        count_in_forum(session, from_board, topics=0, posts=-len(ids))
        count_in_forum(session, target.board_id, topics=0, posts=len(ids))


def index_title(session: Session, post_id: int, board_id: int, *, title: str) -> None:
    """Make a post found with this title, or without one."""
    row = session.execute(select(Post.html, Post.language).where(Post.id == post_id)).one()
    index_post(session, post_id, board_id, title=title, html=row.html, language=row.language)


def move_back(
    session: Session, source_id: int, target_id: int, ways: Sequence[Way], *, title: str, now: datetime
) -> None:
    """Undo a move: each post has its number and its parent again, and links to the new place go on.

    `title` is that of the topic the posts return to.
    """
    lock_topics(session, {source_id, target_id})
    boards = {row.id: row.board_id for row in session.execute(_boards_of([source_id, target_id]))}
    there = session.scalars(select(Post.id).where(Post.topic_id == target_id)).all()
    back = [way for way in ways if way.id in set(there)]
    if not back:
        raise Conflict(_("The posts are no longer where they were moved to."))
    for way in back:
        home = {"topic_id": source_id, "number": way.old, "reply_to": way.reply_to}
        session.execute(update(Post).where(Post.id == way.id).values(**home))
    forgotten = MovedPost.number.in_([way.old for way in back])
    session.execute(delete(MovedPost).where(MovedPost.topic_id == source_id, forgotten))
    _remember(session, target_id, [_turned(way) for way in back], now=now)
    ids = [way.id for way in back]
    session.execute(_BOARD_OF_INDEX, {"board": boards[source_id], "ids": ids})
    index_title(session, ids[0], boards[source_id], title=title if back[0].old == 1 else "")
    if boards[source_id] != boards[target_id]:
        count_in_forum(session, boards[target_id], topics=0, posts=-len(ids))
        count_in_forum(session, boards[source_id], topics=0, posts=len(ids))
    recount_topics(session, [source_id, target_id])


def _turned(way: Way) -> Way:
    return Way(id=way.id, old=way.new, new=way.old, reply_to=None)


def _boards_of(topic_ids: Sequence[int]) -> Any:
    return select(Topic.id, Topic.board_id).where(Topic.id.in_(topic_ids))


def set_topic_hidden(session: Session, topic_id: int, *, hidden: bool) -> bool:
    """Take a topic with its posts from sight, or bring it back; whether that changed anything."""
    changing = update(Topic).where(Topic.id == topic_id, Topic.hidden.is_(not hidden)).values(hidden=hidden)
    row = session.execute(changing.returning(Topic.board_id, Topic.posts_count)).one_or_none()
    if row is None:
        return False
    sign = -1 if hidden else 1
    count_in_forum(session, row.board_id, topics=sign, posts=sign * row.posts_count)
    return True


def set_board(session: Session, topic_id: int, board_id: int) -> None:
    """Let a topic with all its posts stand in another forum."""
    row = session.execute(
        select(Topic.board_id, Topic.posts_count).where(Topic.id == topic_id).with_for_update()
    ).one()
    session.execute(update(Topic).where(Topic.id == topic_id).values(board_id=board_id))
    ids = list(session.scalars(select(Post.id).where(Post.topic_id == topic_id)))
    session.execute(_BOARD_OF_INDEX, {"board": board_id, "ids": ids})
    count_in_forum(session, row.board_id, topics=-1, posts=-row.posts_count)
    count_in_forum(session, board_id, topics=1, posts=row.posts_count)
