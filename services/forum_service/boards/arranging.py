"""Opening forums, and arranging them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.auth.roles import STAFF
from corridor.errors import Conflict, Invalid, NotFound
from forum_service.approval.models import HeldPost
from forum_service.boards.family import check_depth, check_parts, check_readers
from forum_service.boards.models import Board, BoardKind
from forum_service.boards.rules import ANY_ROLE
from forum_service.moderation.actions import Target, note_act
from forum_service.planned.models import PlannedPost
from forum_service.topics.models import Topic
from forum_service.urls import board_url, slugify

_FIELDS = ("name", "description", "colour", "position", "parent_id")
_COLUMNS: tuple[Any, ...] = (Board.id, Board.slug, *(getattr(Board, name) for name in _FIELDS))
_LISTS = (Board.read_roles, Board.create_roles, Board.reply_roles, Board.topics_count)


def list_arranged(session: Session) -> Sequence[Row[Any]]:
    """All forums in their order."""
    query: Any = select(*_COLUMNS, *_LISTS).where(Board.kind == BoardKind.FORUM)
    rows: Sequence[Row[Any]] = session.execute(query.order_by(Board.position, Board.id)).all()
    return rows


def get_arranged(session: Session, slug: str) -> Row[Any]:
    """The forum with this slug; raises NotFound."""
    found = next((one for one in list_arranged(session) if one.slug == slug), None)
    if found is None:
        raise NotFound(_("There is no such forum."))
    return found


def open_board(session: Session, fields: Mapping[str, Any], *, actor: Viewer, now: datetime) -> str:
    """Open a forum; its slug. Its readers are those of the forum it is a part of, or all members."""
    slug = slugify(fields["name"])
    if session.scalar(select(exists().where(Board.slug == slug))):
        raise Conflict(_("There is a forum of this name."))
    parent = _parent(session, fields["parent"])
    readers = list(parent.read_roles) if parent else [ANY_ROLE]
    staff = sorted(STAFF)
    row = insert(Board).values(
        slug=slug,
        kind=BoardKind.FORUM,
        read_roles=readers,
        # Announcements are opened by staff and answered by all; of news nobody answers but staff.
        create_roles=readers if fields["kind"] == "discussion" else staff,
        reply_roles=staff if fields["kind"] == "news" else [ANY_ROLE],
        **_values(fields, parent),
    )
    board_id = session.execute(row.returning(Board.id)).scalar_one()
    target = Target(name=f"board/{slug}", board_id=board_id)
    details = {"title": fields["name"], "url": board_url(slug)}
    note_act(session, actor=actor, act="board_opened", target=target, details=details, undo=None, now=now)
    return slug


def arrange_board(
    session: Session, board: Row[Any], fields: Mapping[str, Any], *, actor: Viewer, now: datetime
) -> None:
    """Change what a forum is called and where it stands."""
    parent = _parent(session, fields["parent"], but=board.slug)
    if parent is not None:
        parts = session.scalar(select(exists().where(Board.parent_id == board.id)))
        check_depth(parent_is_part=False, has_parts=bool(parts))
        check_readers(board.read_roles, parent.read_roles)
    values = _values(fields, parent)
    before = {name: getattr(board, name) for name in _FIELDS}
    if values == before:
        return
    set_board(session, board.id, values)
    undo = {"how": "set_board", "board_id": board.id, "values": before, "left": values}
    target = Target(name=f"board/{board.slug}", board_id=board.id)
    details = {"title": fields["name"], "url": board_url(board.slug)}
    note_act(session, actor=actor, act="board_arranged", target=target, details=details, undo=undo, now=now)


def set_board(session: Session, board_id: int, values: Mapping[str, Any]) -> None:
    """Write these facts of a forum."""
    session.execute(update(Board).where(Board.id == board_id).values(**values))


def remove_board(session: Session, board: Row[Any], *, actor: Viewer, now: datetime) -> None:
    """Remove a forum in which nothing was ever written; raises Conflict for any other."""
    # What waits for a moderator or for its day was written too, and would be lost with the forum.
    written = (
        exists().where(or_(Topic.board_id == board.id, Topic.second_board_id == board.id))
        | exists().where(Board.parent_id == board.id)
        | exists().where(HeldPost.board_id == board.id)
        | exists().where(PlannedPost.board_id == board.id)
    )
    if session.scalar(select(written)):
        raise Conflict(_("Only a forum without topics and sub-forums can be removed."))
    session.execute(delete(Board).where(Board.id == board.id))
    target, details = f"board/{board.slug}", {"title": board.name, "url": "/forum"}
    note_act(session, actor=actor, act="board_removed", target=target, details=details, undo=None, now=now)


def check_family(session: Session, board_id: int, readers: Collection[str]) -> None:
    """Raises Invalid where new readers of a forum would not fit its parent or its parts."""
    own = select(Board.parent_id).where(Board.id == board_id).scalar_subquery()
    whole = session.scalar(select(Board.read_roles).where(Board.id == own))
    if whole is not None:
        check_readers(readers, whole)
    check_parts(session.scalars(select(Board.read_roles).where(Board.parent_id == board_id)), readers)


def _parent(session: Session, slug: str, *, but: str = "") -> Row[Any] | None:
    if not slug:
        return None
    if slug == but:
        raise Invalid(_("A forum is not a part of itself."))
    parent = get_arranged(session, slug)
    check_depth(parent_is_part=parent.parent_id is not None, has_parts=False)
    return parent


def _values(fields: Mapping[str, Any], parent: Row[Any] | None) -> dict[str, Any]:
    kept = {name: fields[name] for name in ("name", "description", "colour", "position")}
    return {**kept, "parent_id": parent.id if parent else None}
