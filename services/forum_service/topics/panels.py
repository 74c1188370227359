"""What stands above the posts of a topic: each panel is drawn by its own feature, in a frame of its own."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import bindparam

from corridor.errors import Conflict

MOST = 12
_ADD = text(
    """
    UPDATE topics SET panels = panels || :panel WHERE id = :topic AND jsonb_array_length(panels) < :most
    """
).bindparams(bindparam("panel", type_=JSONB))
_CHANGE = text(
    """
    UPDATE topics SET panels = COALESCE((
        SELECT jsonb_agg(CASE WHEN panel @> :which THEN panel || :changes ELSE panel END ORDER BY place)
        FROM jsonb_array_elements(panels) WITH ORDINALITY AS one (panel, place)), '[]')
    WHERE id = :topic
    """
).bindparams(bindparam("which", type_=JSONB), bindparam("changes", type_=JSONB))
_REMOVE = text(
    """
    UPDATE topics SET panels = COALESCE((
        SELECT jsonb_agg(panel ORDER BY place)
        FROM jsonb_array_elements(panels) WITH ORDINALITY AS one (panel, place)
        WHERE NOT panel @> :which), '[]')
    WHERE id = :topic
    """
).bindparams(bindparam("which", type_=JSONB))


def add_panel(session: Session, topic_id: int, *, kind: str, panel_id: int, title: str) -> None:
    """Put a call or a poll above the posts."""
    panel = [{"kind": kind, "id": panel_id, "title": title}]
    if not _rows(session.execute(_ADD, {"topic": topic_id, "panel": panel, "most": MOST})):
        raise Conflict(_("This topic has as many calls and polls as one page can bear."))


def change_panel(session: Session, topic_id: int, *, kind: str, panel_id: int, **changes: Any) -> None:
    """Note something more in a panel: the number of an outcome's post."""
    which = {"kind": kind, "id": panel_id}
    session.execute(_CHANGE, {"topic": topic_id, "which": which, "changes": changes})


def remove_panel(session: Session, topic_id: int, *, kind: str, panel_id: int) -> None:
    """Take a panel away."""
    session.execute(_REMOVE, {"topic": topic_id, "which": {"kind": kind, "id": panel_id}})


def _rows(result: Any) -> int:
    return int(result.rowcount)
