"""The viewer's forums, and how much waits to be read in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.db.quick import Quick
from forum_service.boards.queries import BOARD_COLUMNS, LISTED_TOPIC, sight
from forum_service.lists.queries import IS_NEW, MINE, NEW_FOR
from forum_service.sql import statement

COUNTED = 100

# The forums and the two counts in one statement: a list page has few queries to spend.
_BOARDS_AND_COUNTS = Quick(
    statement(
        """
    SELECT {boards}, waiting.new, waiting.unread
    FROM boards b
    LEFT JOIN board_readers br ON br.board_id = b.id AND br.account_id = :me
    CROSS JOIN (SELECT
        (SELECT count(*) FROM (
            SELECT 1 FROM topics t JOIN boards b ON b.id = t.board_id {mine}
            LEFT JOIN board_readers br ON br.board_id = t.board_id AND br.account_id = :me
            WHERE {new} AND {visible} ORDER BY t.created_at DESC LIMIT {counted}) n) AS new,
        (SELECT count(*) FROM (
            SELECT 1 FROM topic_readers r JOIN topics t ON t.id = r.topic_id
            WHERE r.account_id = :me AND r.unread AND {visible} LIMIT {counted}) u) AS unread
    ) waiting
    WHERE b.kind = 'forum' AND b.read_roles && CAST(:roles AS text[])
    ORDER BY b.position
    """,
        boards=BOARD_COLUMNS,
        mine=MINE,
        new=IS_NEW,
        visible=LISTED_TOPIC,
        counted=str(COUNTED),
    )
)


def boards_and_waiting(session: Session, *, viewer: Viewer, now: datetime) -> Sequence[Row[Any]]:
    """The viewer's forums; each row also says how many topics are `new` and `unread`, to 100 at most."""
    values = {**sight(viewer), "floor": now - NEW_FOR}
    return _BOARDS_AND_COUNTS.all(session, values)
