"""Reading on, and wishing to hear more or less."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.events.forum import TopicRead
from corridor.messaging import outbox
from forum_service.sql import part
from forum_service.tracking.levels import LEVELS_BY_TAG
from forum_service.tracking.models import BoardReader, Level, ReaderMark

_LEVEL_IN_BOARD = """COALESCE(
    (SELECT tagged.level FROM ({by_tag}) tagged WHERE tagged.account_id = :me),
    (SELECT br.level FROM board_readers br WHERE br.account_id = :me AND br.board_id = {board}),
    (SELECT b.default_level FROM boards b WHERE b.id = {board}))"""

# Nothing is written, and no row comes back, when the position was there already. The topic is locked before
# the reader's row, as a reply does: two windows of one reader would else wait for each other.
_READ = text(
    """
    WITH moved AS (
        INSERT INTO topic_readers AS r (account_id, topic_id, last_read, unread, visited_at)
        SELECT :me, t.id, LEAST(CAST(:number AS int), t.highest_post_number), false, :now
        FROM topics t WHERE t.id = :topic FOR NO KEY UPDATE OF t
        ON CONFLICT (account_id, topic_id) DO UPDATE SET
            last_read = EXCLUDED.last_read,
            visited_at = EXCLUDED.visited_at,
            unread = r.unread AND EXCLUDED.last_read <
                (SELECT t.highest_post_number FROM topics t WHERE t.id = EXCLUDED.topic_id)
        WHERE r.last_read < EXCLUDED.last_read
        RETURNING topic_id, last_read, xmax = 0 AS first
    ), counted AS (
        UPDATE topics t SET readers_count = readers_count + 1
        FROM moved WHERE t.id = moved.topic_id AND moved.first
    )
    SELECT last_read FROM moved
    """
)

# Who writes has read, watches a topic of their own, and tracks one they answered in. A level chosen by hand
# stays, and a forum that is watched is not tracked less in one of its topics.
FOLLOW_OWN_POST = part(
    """
    INSERT INTO topic_readers AS r (account_id, topic_id, last_read, level, unread, visited_at)
    SELECT :me, :topic, CAST(:number AS int),
        CASE WHEN CAST(:number AS int) = 1 THEN 3 WHEN wish.level IN (1, 4) THEN 2 END, false, :now
    FROM (SELECT {level} AS level) wish
    ON CONFLICT (account_id, topic_id) DO UPDATE SET
        last_read = GREATEST(r.last_read, EXCLUDED.last_read),
        level = COALESCE(r.level, EXCLUDED.level),
        unread = false,
        visited_at = EXCLUDED.visited_at
    """,
    level=part(_LEVEL_IN_BOARD, by_tag=LEVELS_BY_TAG, board="CAST(:board AS bigint)"),
)
# The topic comes on the unread lists of all others who follow it.
FLAG_UNREAD = part(
    """
    UPDATE topic_readers r SET unread = true
    FROM boards b
    WHERE b.id = :board AND r.topic_id = :topic AND NOT r.unread
        AND r.account_id <> :me AND r.last_read < CAST(:number AS int)
        AND COALESCE(r.level,
            (SELECT tagged.level FROM ({by_tag}) tagged WHERE tagged.account_id = r.account_id),
            (SELECT br.level FROM board_readers br WHERE br.account_id = r.account_id AND br.board_id = b.id),
            b.default_level) IN (2, 3)
    """,
    by_tag=LEVELS_BY_TAG,
)
_SET_LEVEL = text(
    """
    INSERT INTO topic_readers AS r (account_id, topic_id, level, unread, visited_at)
    SELECT :me, t.id, :level, :level IN (2, 3) AND t.highest_post_number > 0, :now
    FROM topics t WHERE t.id = :topic
    ON CONFLICT (account_id, topic_id) DO UPDATE SET
        level = EXCLUDED.level,
        unread = EXCLUDED.level IN (2, 3)
            AND r.last_read < (SELECT t.highest_post_number FROM topics t WHERE t.id = EXCLUDED.topic_id)
    """
)


def mark_read(session: Session, account_id: UUID, topic_id: int, *, number: int, now: datetime) -> bool:
    """Move the reader's place forward to `number`; whether it moved. Never moves back."""
    values = {"me": account_id, "topic": topic_id, "number": min(number, 2**31 - 1), "now": now}
    reached: int | None = session.execute(_READ, values).scalar_one_or_none()
    if reached is None:
        return False
    event = TopicRead(topic_id=topic_id, account_id=str(account_id), post_number=reached)
    outbox.record(session, event, sequence=reached)
    return True


def track_topic(session: Session, account_id: UUID, topic_id: int, *, level: Level, now: datetime) -> None:
    """Choose how much to hear of one topic."""
    values = {"me": account_id, "topic": topic_id, "level": int(level), "now": now}
    session.execute(_SET_LEVEL, values)


def track_board(session: Session, account_id: UUID, board_id: int, *, level: Level) -> None:
    """Choose how much to hear of a forum."""
    row = insert(BoardReader).values(account_id=account_id, board_id=board_id, level=int(level))
    session.execute(
        row.on_conflict_do_update(index_elements=["account_id", "board_id"], set_={"level": int(level)})
    )


def dismiss_new(session: Session, account_id: UUID, *, now: datetime) -> None:
    """What was opened before now is no longer new."""
    row = insert(ReaderMark).values(account_id=account_id, new_since=now)
    session.execute(row.on_conflict_do_update(index_elements=["account_id"], set_={"new_since": now}))
