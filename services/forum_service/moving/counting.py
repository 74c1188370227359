"""Statements that put topics and forums right after posts came or went."""

from collections.abc import Collection

from sqlalchemy import text
from sqlalchemy.orm import Session

from forum_service.sql import statement
from forum_service.topics.rules import FACES

_LOCK = text("SELECT id FROM topics WHERE id = ANY (CAST(:topics AS bigint[])) ORDER BY id FOR UPDATE")
_RECOUNT = statement(
    """
    UPDATE topics t SET
        posts_count = now.posts, highest_post_number = GREATEST(t.highest_post_number, now.highest),
        last_posted_at = COALESCE(now.last_posted_at, t.last_posted_at),
        last_poster_id = COALESCE(now.last_poster_id, t.last_poster_id),
        participant_ids = COALESCE(now.people, '{}')
    FROM (SELECT a.id,
        (SELECT count(*) FROM posts p WHERE p.topic_id = a.id AND NOT p.hidden) AS posts,
        (SELECT COALESCE(max(p.number), 0) FROM posts p WHERE p.topic_id = a.id) AS highest,
        (SELECT max(p.created_at) FROM posts p WHERE p.topic_id = a.id AND NOT p.hidden) AS last_posted_at,
        (SELECT p.author_id FROM posts p WHERE p.topic_id = a.id AND NOT p.hidden
            ORDER BY p.created_at DESC, p.number DESC LIMIT 1) AS last_poster_id,
        (SELECT array_agg(f.author_id ORDER BY f.last DESC) FROM (
            SELECT p.author_id, max(p.number) AS last FROM posts p WHERE p.topic_id = a.id AND NOT p.hidden
            GROUP BY p.author_id ORDER BY last DESC LIMIT :faces) f) AS people
        FROM topics a WHERE a.id = ANY (CAST(:topics AS bigint[]))) now
    WHERE t.id = now.id
    """
)
_COUNT_FORUMS = text(
    """
    UPDATE boards b SET topics_count = b.topics_count + :topics, posts_count = b.posts_count + :posts
    WHERE b.id = :board
    """
)
_STILL_UNREAD = text(
    """
    UPDATE topic_readers r SET unread = false
    WHERE r.topic_id = :topic AND r.unread AND NOT EXISTS (
        SELECT 1 FROM posts p WHERE p.topic_id = r.topic_id AND p.number > r.last_read AND NOT p.hidden)
    """
)
_READERS = text(
    """
    UPDATE topics t SET readers_count =
        (SELECT count(*) FROM topic_readers r WHERE r.topic_id = t.id AND r.last_read > 0)
    WHERE t.id = :topic
    """
)

_OPENING = text(
    """
    UPDATE topics t SET author_id = p.author_id, created_at = p.created_at, language = p.language
    FROM posts p WHERE t.id = :topic AND p.topic_id = t.id AND p.number = 1
    """
)


def lock_topics(session: Session, topic_ids: Collection[int]) -> None:
    """Let nobody write in these topics until the commit; always in the same order."""
    session.execute(_LOCK, {"topics": list(topic_ids)})


def recount_topics(session: Session, topic_ids: Collection[int]) -> None:
    """Numbers, last post and faces of topics as their posts say."""
    session.execute(_RECOUNT, {"topics": list(topic_ids), "faces": FACES})


def count_in_forum(session: Session, board_id: int, *, topics: int, posts: int) -> None:
    """Add to the counts of a forum; negative numbers take away."""
    if topics or posts:
        session.execute(_COUNT_FORUMS, {"board": board_id, "topics": topics, "posts": posts})


def clear_read(session: Session, topic_id: int) -> None:
    """Nothing is unread where all that was is gone."""
    session.execute(_STILL_UNREAD, {"topic": topic_id})


def count_readers(session: Session, topic_id: int) -> None:
    """How many have read something of a topic."""
    session.execute(_READERS, {"topic": topic_id})


def take_opening(session: Session, topic_id: int) -> None:
    """A topic is of whom, of when and of the language that its first post is."""
    session.execute(_OPENING, {"topic": topic_id})
