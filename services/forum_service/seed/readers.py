"""Who has read what in the demo world, so that each account finds something new and something unread."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.demo import people
from forum_service.boards.models import Board
from forum_service.boards.rules import opens_to
from forum_service.topics.models import Topic
from forum_service.tracking.models import TopicReader

FRESH = timedelta(days=30)

# Whoever wrote has read on, but for the discussions of the last weeks.
_CATCH_UP = text(
    """
    UPDATE topic_readers r SET last_read = t.highest_post_number, unread = false
    FROM topics t WHERE t.id = r.topic_id AND t.last_posted_at < :before
    """
)
_COUNT = text(
    """
    UPDATE topics t SET readers_count = (SELECT count(*) FROM topic_readers r WHERE r.topic_id = t.id)
    """
)


def seed_readers(session: Session, *, now: datetime) -> None:
    """Reading positions of everybody in the topics they may see."""
    random = Random(23)  # noqa: S311  a story, not a secret
    allowed = {row.id: row.read_roles for row in session.execute(select(Board.id, Board.read_roles))}
    topics = session.execute(
        select(Topic.id, Topic.board_id, Topic.highest_post_number, Topic.last_posted_at).order_by(Topic.id)
    ).all()
    session.execute(_CATCH_UP, {"before": now - FRESH / 2})
    rows = []
    for topic in topics:
        fresh = now - topic.last_posted_at < FRESH
        for person in people():
            if opens_to(allowed[topic.board_id], person.roles) and random.random() < (0.4 if fresh else 0.75):
                last = random.randint(1, topic.highest_post_number) if fresh else topic.highest_post_number
                rows.append(
                    {
                        "account_id": person.account_id,
                        "topic_id": topic.id,
                        "last_read": last,
                        "visited_at": topic.last_posted_at,
                    }
                )
    session.execute(insert(TopicReader).on_conflict_do_nothing(), rows)
    session.execute(_COUNT)
