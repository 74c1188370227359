"""Reading the rights of forums, and counting whom they reach."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from corridor.auth.roles import LABELS
from corridor.errors import NotFound
from forum_service.boards.models import Board, BoardKind
from forum_service.boards.rules import ANY_ROLE
from forum_service.groups.queries import group_names
from forum_service.groups.rules import role_of
from forum_service.rights.rules import LISTS
from forum_service.sql import statement

_COLUMNS = (
    *(Board.id, Board.slug, Board.name, Board.approve_first),
    *(getattr(Board, name) for name in LISTS),
)
_REACHED = statement(
    """
    SELECT count(*) FROM members m
    WHERE m.active AND cardinality(m.roles) > 0 AND ('member' = ANY (CAST(:allowed AS text[])) OR EXISTS (
        SELECT 1 FROM unnest(m.roles) role
        WHERE role = ANY (CAST(:allowed AS text[]))
            OR split_part(role, ':', 1) = ANY (CAST(:allowed AS text[]))))
    """
)


def list_rights(session: Session) -> Sequence[Row[Any]]:
    """All forums with their rights, in their order."""
    forums = select(*_COLUMNS).where(Board.kind == BoardKind.FORUM).order_by(Board.position, Board.id)
    return session.execute(forums).all()


def get_rights(session: Session, slug: str) -> Row[Any]:
    """The rights of a forum; raises NotFound for what is none."""
    forum = select(*_COLUMNS).where(Board.kind == BoardKind.FORUM, Board.slug == slug)
    row = session.execute(forum).one_or_none()
    if row is None:
        raise NotFound(_("There is no such forum."))
    return row


def role_choices(session: Session) -> dict[str, str]:
    """What a list of a forum may name, with its words: any role, each role, each group."""
    roles = {name: str(label) for name, label in LABELS.items()}
    groups = {role_of(slug): name for slug, name in group_names(session).items()}
    return {ANY_ROLE: str(_("Every member")), **roles, **groups}


def members_reached(session: Session, lists: Mapping[str, Collection[str]]) -> dict[str, int]:
    """How many active members each of the lists names."""
    return {
        name: session.execute(_REACHED, {"allowed": list(roles)}).scalar_one()
        for name, roles in lists.items()
    }
