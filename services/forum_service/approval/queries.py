"""Reading posts that wait."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from forum_service.boards.rules import moderates, opens_to
from forum_service.sql import statement

_HELD = """
    SELECT h.id, h.account_id, h.board_id, h.topic_id, h.title, h.raw, h.language, h.reply_to, h.created_at,
           h.state, h.decided_at, h.answer, h.post_id, h.fields, t.title AS topic_title, t.slug AS topic_slug,
           b.slug AS board_slug, b.name AS board_name, b.read_roles, b.moderate_roles, b.reply_roles,
           COALESCE(m.name, '') AS author_name, COALESCE(m.handle, '') AS author_handle,
           COALESCE(m.organisation, '') AS author_organisation, COALESCE(d.name, '') AS decider
    FROM held_posts h
    JOIN boards b ON b.id = h.board_id
    LEFT JOIN topics t ON t.id = h.topic_id
    LEFT JOIN members m ON m.account_id = h.account_id
    LEFT JOIN members d ON d.account_id = h.decided_by
    WHERE {which} ORDER BY {order} LIMIT 100
"""
_WAITING = statement(
    _HELD, which="h.state = 'waiting' AND h.board_id = ANY (CAST(:boards AS bigint[]))", order="h.id"
)
_MINE = statement(_HELD, which="h.account_id = :me", order="h.state = 'waiting' DESC, h.id DESC")
_ONE = statement(_HELD, which="h.id = :id", order="h.id")


def held_posts(session: Session, board_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """The posts that wait in these forums, the oldest first."""
    return session.execute(_WAITING, {"boards": list(board_ids)}).all()


def own_held_posts(session: Session, *, viewer: Viewer) -> Sequence[Row[Any]]:
    """What the viewer wrote that waits, appeared or was refused."""
    return session.execute(_MINE, {"me": viewer.id}).all()


def get_held_for(session: Session, held_id: int, *, viewer: Viewer) -> Row[Any]:
    """A held post, for its author or the moderators of its forum; raises NotFound for all others."""
    row = session.execute(_ONE, {"id": held_id}).one_or_none()
    if row is None or not (row.account_id == viewer.id or keeps_order(row, viewer)):
        raise NotFound(_("There is no such post."))
    return row


def keeps_order(held: Row[Any], viewer: Viewer) -> bool:
    """Whether the viewer decides on it."""
    return moderates(viewer.roles, held) and opens_to(held.read_roles, viewer.roles)


def decider_of(session: Session, held_id: int) -> str:
    """Who decided on a held post."""
    row = session.execute(_ONE, {"id": held_id}).one_or_none()
    return str(row.decider) if row else ""
