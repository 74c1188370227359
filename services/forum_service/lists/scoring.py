"""Counting which topics are the liveliest: once an hour, so that no page counts posts."""

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

# The best of each forum; who wants more than these wants another list.
BEST = 200
_DAYS = {"week": 7, "month": 30, "year": 365}

# People count more than posts: two who write thirty posts are not as lively as ten who write two each.
_COUNT = text(
    """
    INSERT INTO topic_scores (period, topic_id, score)
    SELECT period, topic_id, score FROM (
        SELECT c.period, c.topic_id, c.score,
               row_number() OVER (PARTITION BY c.period, t.board_id ORDER BY c.score DESC, t.id DESC) AS place
        FROM (
            SELECT p.topic_id, d.period,
                   CAST(count(*) + 3 * count(DISTINCT p.author_id) AS int) AS score
            FROM posts p
            JOIN unnest(CAST(:periods AS text[]), CAST(:starts AS timestamptz[])) AS d (period, start)
                ON p.created_at > d.start
            WHERE NOT p.hidden AND p.created_at > :oldest
            GROUP BY p.topic_id, d.period
        ) c JOIN topics t ON t.id = c.topic_id
        WHERE NOT t.hidden AND NOT t.unlisted AND t.audience IS NULL
    ) ranked WHERE place <= :best
    """
)


def count_scores(session: Session, *, now: datetime) -> None:
    """Count the posts of a week, a month and a year anew."""
    starts = [now - timedelta(days=days) for days in _DAYS.values()]
    session.execute(text("SET LOCAL statement_timeout = '120s'"))
    session.execute(text("DELETE FROM topic_scores"))
    values = {"periods": list(_DAYS), "starts": starts, "oldest": min(starts), "best": BEST}
    session.execute(_COUNT, values)
