"""Reading the local copy of the groups."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.groups.models import Group
from forum_service.groups.rules import may_write_to


def groups_to_write_to(session: Session, *, viewer: Viewer) -> Sequence[Group]:
    """The groups the viewer may write a message to, by name."""
    groups = session.scalars(select(Group).where(Group.active).order_by(Group.name))
    return [group for group in groups if may_write_to(viewer.roles, group.slug, writable=group.writable)]


def group_names(session: Session) -> dict[str, str]:
    """The names of all groups there are or were, by slug."""
    return {row.slug: row.name for row in session.execute(select(Group.slug, Group.name))}
