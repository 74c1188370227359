"""Reading planned posts."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from forum_service.boards.queries import VISIBLE_TOPIC, sight
from forum_service.planned.models import PlannedPost, PlanState
from forum_service.sql import statement

SHOWN = 200
# The title of a topic that is no longer open to the writer is not told.
_PLANS = """
    SELECT w.id, w.account_id, w.board_id, w.topic_id, w.title, w.raw, w.language, w.reply_to, w.post_at,
        w.state, w.refusal, w.post_id, w.done_at, COALESCE(t.slug, '') AS slug,
        CASE WHEN {visible} THEN t.title END AS topic_title, b.slug AS board_slug, b.name AS board_name
    FROM planned_posts w
    LEFT JOIN topics t ON t.id = w.topic_id
    LEFT JOIN boards b ON b.id = COALESCE(w.board_id, t.board_id)
    WHERE w.account_id = :me AND {which}
    ORDER BY w.state <> 'waiting', w.state <> 'refused',
        CASE WHEN w.state = 'waiting' THEN w.post_at END, w.post_at DESC, w.id
    LIMIT :size
"""
_ALL = statement(_PLANS, which="true", visible=VISIBLE_TOPIC)
_ONE = statement(_PLANS, which="w.id = :id", visible=VISIBLE_TOPIC)


def list_plans(session: Session, *, viewer: Viewer) -> Sequence[Row[Any]]:
    """The viewer's planned posts: what waits, what was refused, then what was done."""
    return session.execute(_ALL, {**sight(viewer), "size": SHOWN}).all()


def get_plan(session: Session, plan_id: int, *, viewer: Viewer) -> Row[Any]:
    """One of the viewer's own; raises NotFound."""
    row = session.execute(_ONE, {**sight(viewer), "id": plan_id, "size": 1}).one_or_none()
    if row is None:
        raise NotFound(_("There is no such planned post."))
    return row


def count_waiting(session: Session, *, viewer: Viewer) -> int:
    """How many of the viewer's posts wait."""
    waiting = (PlannedPost.account_id == viewer.id) & (PlannedPost.state == PlanState.WAITING)
    return session.scalar(select(func.count()).where(waiting)) or 0
