"""Reading polls."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from forum_service.boards.models import Board
from forum_service.boards.queries import BOARDS_OF_TOPIC, SHOWN_BOARD, VISIBLE_TOPIC, sight
from forum_service.sql import statement

NAMED = 500
_ONE = statement(
    """
    SELECT p.id, p.topic_id, p.opened_by, p.question, p.language, p.multiple, p.anonymous, p.results,
        p.created_at, p.closes_at, t.slug, t.title AS topic_title, t.author_id, t.board_id, t.closed,
        t.audience IS NOT NULL AS private, {shown},
        b.moderate_roles, b.reply_roles
    FROM polls p JOIN topics t ON t.id = p.topic_id {boards}
    WHERE p.id = :id AND {visible}
    """,
    shown=SHOWN_BOARD,
    boards=BOARDS_OF_TOPIC,
    visible=VISIBLE_TOPIC,
)
_OPTIONS = text(
    """
    SELECT o.id, o.label, count(v.account_id) AS votes, COALESCE(bool_or(v.account_id = :me), false) AS mine
    FROM poll_options o LEFT JOIN poll_votes v ON v.option_id = o.id
    WHERE o.poll_id = :poll GROUP BY o.id ORDER BY o.position
    """
)
_VOTERS = text("SELECT count(DISTINCT account_id) FROM poll_votes WHERE poll_id = :poll")
_NAMES = text(
    """
    SELECT v.option_id, m.name, m.handle FROM poll_votes v JOIN members m ON m.account_id = v.account_id
    WHERE v.poll_id = :poll ORDER BY m.name LIMIT :size
    """
)


def get_poll_for(session: Session, poll_id: int, *, viewer: Viewer) -> Row[Any]:
    """The poll with its topic; raises NotFound when absent or not for the viewer."""
    row = session.execute(_ONE, {"id": poll_id, **sight(viewer)}).one_or_none()
    if row is None:
        raise NotFound(_("There is no such poll."))
    return row


def options_of(session: Session, poll_id: int, *, account_id: UUID | None) -> Sequence[Row[Any]]:
    """The answers with their votes, and which of them are the asker's."""
    return session.execute(_OPTIONS, {"poll": poll_id, "me": account_id}).all()


def count_voters(session: Session, poll_id: int) -> int:
    """How many have voted, however many answers they chose."""
    return int(session.execute(_VOTERS, {"poll": poll_id}).scalar_one())


def names_of(session: Session, poll_id: int) -> dict[int, list[Row[Any]]]:
    """Who chose which answer, for a poll that is not anonymous."""
    found: dict[int, list[Row[Any]]] = {}
    for row in session.execute(_NAMES, {"poll": poll_id, "size": NAMED}):
        found.setdefault(row.option_id, []).append(row)
    return found


def rights_of_board(session: Session, board_id: int) -> Any:
    """Who keeps the forum in order."""
    columns = (Board.moderate_roles, Board.reply_roles)
    return session.execute(select(*columns).where(Board.id == board_id)).one()
