"""What was read stays read when posts move."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from forum_service.moving.counting import clear_read, count_readers

# New posts have the numbers after `:before`; the old ones stand in `:numbers` in the same order. Who had read
# to the end of the target and all that moved has read it still; who had not finds it unread if they follow.
_CARRY = text(
    """
    INSERT INTO topic_readers AS r (account_id, topic_id, last_read, level, unread, visited_at)
    SELECT s.account_id, :target,
        CASE WHEN :before = 0 THEN seen.posts ELSE 0 END, s.level,
        seen.posts < :moved AND COALESCE(s.level, 0) IN (2, 3), s.visited_at
    FROM topic_readers s
    CROSS JOIN LATERAL (SELECT count(*) AS posts FROM unnest(CAST(:numbers AS int[])) n
        WHERE n <= s.last_read) seen
    WHERE s.topic_id = :source
    ON CONFLICT (account_id, topic_id) DO UPDATE SET
        last_read = CASE WHEN r.last_read >= :before AND NOT EXISTS (
            SELECT 1 FROM topic_readers o WHERE o.account_id = r.account_id AND o.topic_id = :source
                AND o.last_read < :last)
            THEN :before + :moved ELSE r.last_read END
    """
)
_FLAG = text(
    """
    UPDATE topic_readers r SET unread = true
    WHERE r.topic_id = :target AND NOT r.unread AND r.last_read < :highest AND r.level IN (2, 3)
    """
)


def carry_readers(
    session: Session, source_id: int, target_id: int, *, numbers: Sequence[int], before: int
) -> None:
    """Give the readers of the source their place in the target, where posts now follow number `before`."""
    moved = len(numbers)
    values = {"source": source_id, "target": target_id, "numbers": list(numbers), "last": numbers[-1]}
    session.execute(_CARRY, {**values, "before": before, "moved": moved})
    session.execute(_FLAG, {"target": target_id, "highest": before + moved})
    clear_read(session, source_id)
    count_readers(session, target_id)
