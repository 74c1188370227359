"""Reading who keeps a forum in order, and the record."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Row, Select, or_, select, text
from sqlalchemy.orm import Session, aliased

from corridor.auth import Viewer
from corridor.errors import Conflict, Forbidden, NotFound
from forum_service.boards.models import Board, BoardKind
from forum_service.boards.rules import moderates, role_names
from forum_service.moderation.models import ModerationAct
from forum_service.moderation.rules import may_take_back
from forum_service.sql import statement

_RIGHTS: tuple[Any, ...] = (
    Board.id,
    Board.slug,
    Board.name,
    Board.kind,
    Board.read_roles,
    Board.create_roles,
)
_RULES: tuple[Any, ...] = (Board.reply_roles, Board.moderate_roles, Board.approve_first)
# Members `m` who keep forum `b` in order and may read it.
_MODERATORS = statement(
    """
    SELECT m.account_id FROM members m JOIN boards b ON b.id = :board
    WHERE m.active AND m.roles && CAST(:staff AS text[]) OR m.active AND EXISTS (
        SELECT 1 FROM unnest(m.roles) role
        WHERE role = ANY (b.moderate_roles) OR split_part(role, ':', 1) = ANY (b.moderate_roles))
    """
)


_STANDS = text(
    """
    SELECT t.board_id, t.second_board_id FROM topics t
    WHERE t.id = COALESCE(CAST(:topic AS bigint),
        (SELECT p.topic_id FROM posts p WHERE p.id = CAST(:post AS bigint)))
    """
)


def rights_of(session: Session, board_id: int) -> Row[Any]:
    """The lists of a forum: who reads, answers, opens and moderates. The viewer is seen to elsewhere."""
    row: Row[Any] | None = session.execute(
        select(*_RIGHTS, *_RULES).where(Board.id == board_id)
    ).one_or_none()
    if row is None:
        raise NotFound(_("There is no such forum."))
    return row


def moderators_of(session: Session, board_id: int) -> list[UUID]:
    """The members who keep a forum in order."""
    values = {"board": board_id, "staff": ["secretariat", "moderator"]}
    return list(session.execute(_MODERATORS, values).scalars())


def moderated_boards(session: Session, *, viewer: Viewer) -> Sequence[Row[Any]]:
    """The forums the viewer keeps in order, those they may read."""
    mine = Board.read_roles.overlap(role_names(viewer.roles))
    forums = select(*_RIGHTS, *_RULES).where(Board.kind == BoardKind.FORUM, mine).order_by(Board.position)
    return [board for board in session.execute(forums) if moderates(viewer.roles, board)]


def get_moderated_boards(session: Session, *, viewer: Viewer) -> Sequence[Row[Any]]:
    """The same; raises Forbidden where there is none."""
    boards = moderated_boards(session, viewer=viewer)
    if not boards:
        raise Forbidden(_("Only moderators see this page."))
    return boards


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the log is narrowed to."""

    actor_id: UUID | None = None
    act: str = ""
    board_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


def acts_where(wanted: Wanted, *, boards: Sequence[Row[Any]], viewer: Viewer) -> Select[Any]:
    """The acts, each with whether it was undone; staff see all, other moderators those of their forums."""
    undoing = aliased(ModerationAct)
    columns: tuple[Any, ...] = (ModerationAct, undoing.actor_name.label("undone_by"))
    query = select(*columns).outerjoin(undoing, undoing.undoes == ModerationAct.id)
    if not viewer.is_staff:
        query = query.where(ModerationAct.board_id.in_([board.id for board in boards]))
    if wanted.actor_id:
        query = query.where(ModerationAct.actor_id == wanted.actor_id)
    if wanted.act:
        query = query.where(ModerationAct.act == wanted.act)
    if wanted.board_id:
        query = query.where(ModerationAct.board_id == wanted.board_id)
    if wanted.since:
        query = query.where(ModerationAct.at >= wanted.since)
    return query.where(ModerationAct.at < wanted.until) if wanted.until else query


def actors_of_log(session: Session) -> Sequence[Row[Any]]:
    """Who stands in the record as acting, by name."""
    columns: tuple[Any, ...] = (ModerationAct.actor_id, ModerationAct.actor_name)
    known = select(*columns).distinct().where(ModerationAct.actor_id.is_not(None))
    return session.execute(known.order_by(ModerationAct.actor_name).limit(200)).all()


def acts_on(session: Session, targets: Sequence[str], *, subject_id: UUID | None = None) -> Sequence[Any]:
    """What was done to these things, or to this member, the latest first."""
    about: ColumnElement[bool] = ModerationAct.target.in_(targets)
    if subject_id is not None:
        about = or_(about, ModerationAct.subject_id == subject_id)
    return session.scalars(
        select(ModerationAct).where(about).order_by(ModerationAct.id.desc()).limit(50)
    ).all()


def get_act_for(session: Session, act_id: int, *, viewer: Viewer) -> ModerationAct:
    """An act that the viewer may take back; raises NotFound for all others."""
    act = session.get(ModerationAct, act_id)
    boards = {board.id for board in moderated_boards(session, viewer=viewer)}
    if act is None or not (viewer.is_staff or act.board_id in boards):
        raise NotFound(_("There is no such act."))
    if not may_take_back(viewer, act):
        raise Forbidden(_("This is not yours to take back."))
    if not viewer.is_staff and not _stands_in(session, act.undo or {}, boards):
        raise Conflict(_("The topic stands in another forum by now: its moderators decide."))
    return act


def _stands_in(session: Session, facts: Mapping[str, Any], boards: Collection[int]) -> bool:
    """Whether what an act was about still stands in one of these forums, and nowhere else."""
    topic, post = facts.get("topic_id"), facts.get("post_id")
    if topic is None and post is None:
        return True
    row = session.execute(_STANDS, {"topic": topic, "post": post}).one_or_none()
    return row is not None and {row.board_id, row.second_board_id} - {None} <= set(boards)
