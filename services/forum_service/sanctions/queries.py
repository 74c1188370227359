"""Reading measures on members and notes of staff."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.db.quick import Quick
from corridor.errors import NotFound
from forum_service.boards.models import Board
from forum_service.members.models import Member
from forum_service.moderation.queries import moderated_boards
from forum_service.sanctions.models import MemberNote, Sanction
from forum_service.sanctions.rules import Standing
from forum_service.sql import statement

_IN_FORCE = Quick(
    statement(
        """
    SELECT kind, reason, ends_at FROM sanctions
    WHERE account_id = :who AND lifted_at IS NULL AND imposed_at <= :now
        AND (ends_at IS NULL OR ends_at > :now) AND (board_id IS NULL OR board_id = :board)
    """
    )
)


def standing_of(session: Session, account_id: UUID, board_id: int, *, now: datetime) -> Standing:
    """Whether a member may write in a forum, and whether a moderator looks at it first."""
    values = {"who": account_id, "board": board_id, "now": now}
    return Standing.of(_IN_FORCE.all(session, values))


def sanctions_on(session: Session, account_id: UUID) -> Sequence[Row[Any]]:
    """All measures on a member, the latest first, with the name of the forum and of who imposed them."""
    columns: tuple[Any, ...] = (
        *(Sanction.id, Sanction.kind, Sanction.reason, Sanction.imposed_at, Sanction.ends_at),
        *(Sanction.lifted_at, Sanction.board_id, Board.slug, Board.name, Member.name.label("imposer")),
    )
    query = select(*columns).outerjoin(Board, Board.id == Sanction.board_id)
    known = query.outerjoin(Member, Member.account_id == Sanction.imposed_by)
    mine = known.where(Sanction.account_id == account_id).order_by(Sanction.id.desc())
    return session.execute(mine.limit(100)).all()


def in_force(rows: Sequence[Row[Any]], *, now: datetime) -> list[Row[Any]]:
    """Those that hold at a moment."""
    return [row for row in rows if row.lifted_at is None and (row.ends_at is None or row.ends_at > now)]


def members_under_measures(
    session: Session, *, viewer: Viewer, board_ids: Sequence[int], now: datetime
) -> Sequence[Row[Any]]:
    """The measures in force that the viewer may know of, with the members."""
    columns: tuple[Any, ...] = (
        *(Sanction.id, Sanction.kind, Sanction.reason, Sanction.imposed_at, Sanction.ends_at),
        *(Sanction.board_id, Board.slug, Board.name.label("board_name")),
        *(Member.handle, Member.name, Member.organisation, Member.country),
    )
    query = select(*columns).outerjoin(Board, Board.id == Sanction.board_id)
    query = query.join(Member, Member.account_id == Sanction.account_id)
    query = query.where(Sanction.lifted_at.is_(None), or_(Sanction.ends_at.is_(None), Sanction.ends_at > now))
    if not viewer.is_staff:
        query = query.where(Sanction.board_id.in_(board_ids))
    return session.execute(query.order_by(Sanction.id.desc()).limit(200)).all()


def get_sanction_for(session: Session, sanction_id: int, *, viewer: Viewer) -> Sanction:
    """A measure that the viewer may lift; raises NotFound for all others."""
    sanction = session.get(Sanction, sanction_id)
    boards = {board.id for board in moderated_boards(session, viewer=viewer)}
    if sanction is None or not (viewer.is_staff or sanction.board_id in boards):
        raise NotFound(_("There is no such measure."))
    return sanction


def notes_on(session: Session, account_id: UUID) -> Sequence[Row[Any]]:
    """What staff noted of a member, the latest first."""
    columns: tuple[Any, ...] = (MemberNote.words, MemberNote.created_at, Member.name)
    query = select(*columns).outerjoin(Member, Member.account_id == MemberNote.author_id)
    mine = query.where(MemberNote.account_id == account_id).order_by(MemberNote.id.desc())
    return session.execute(mine.limit(200)).all()


_SUSPENDED = statement(
    """
    SELECT account_id, reason, imposed_at, ends_at FROM sanctions
    WHERE kind = 'suspension' AND lifted_at IS NULL AND (ends_at IS NULL OR ends_at > :now)
    """
)


def suspensions(session: Session, *, now: datetime) -> Sequence[Row[Any]]:
    """Who neither reads nor writes at present."""
    return session.execute(_SUSPENDED, {"now": now}).all()
