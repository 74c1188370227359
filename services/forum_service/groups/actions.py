"""Keeping the copy of the groups."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.events.account import GroupChanged
from forum_service.groups.models import Group


def keep_group(session: Session, event: GroupChanged, *, version: int) -> None:
    """Know a group as it is now; an event older than the copy changes nothing."""
    values = {
        "name": event.name,
        "description": event.description,
        "writable": event.writable,
        "active": event.active,
        "version": version,
    }
    row = insert(Group).values(slug=event.slug, **values)
    newer = Group.version < version
    session.execute(row.on_conflict_do_update(index_elements=["slug"], set_=values, where=newer))
