"""Reading who keeps a forum in order, and the record."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from corridor.errors import NotFound
from forum_service.boards.models import Board

_RIGHTS = (Board.id, Board.slug, Board.name, Board.kind, Board.read_roles, Board.create_roles)
_RULES = (Board.reply_roles, Board.moderate_roles, Board.approve_first)


def rights_of(session: Session, board_id: int) -> Row[Any]:
    """The lists of a forum: who reads, answers, opens and moderates. The viewer is seen to elsewhere."""
    row: Row[Any] | None = session.execute(
        select(*_RIGHTS, *_RULES).where(Board.id == board_id)
    ).one_or_none()
    if row is None:
        raise NotFound(_("There is no such forum."))
    return row
