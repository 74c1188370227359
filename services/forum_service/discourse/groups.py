"""Groups by a number: programs want one, ours have names."""

import zlib
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from corridor.errors import NotFound
from forum_service.discourse.shapes.users import group_names
from forum_service.groups.models import Group
from forum_service.members.models import Member


def number_of_group(slug: str) -> int:
    """A number that a name always has; two names of one number are not to be expected among some dozens."""
    return zlib.crc32(slug.encode()) & 0x7FFFFFFF


def list_groups(session: Session) -> Sequence[Group]:
    """All groups there are."""
    return session.scalars(select(Group).where(Group.active).order_by(Group.name)).all()


def get_group(session: Session, name: str) -> Group:
    """The group of a name, or of a number; raises NotFound."""
    found = next(
        (one for one in list_groups(session) if name in (one.slug, str(number_of_group(one.slug)))), None
    )
    if found is None:
        raise NotFound(_("There is no such group."))
    return found


def recipients_named(session: Session, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Names of people, and of groups: those programs have both in one list. A member comes before a group."""
    slugs = {group.slug for group in list_groups(session)} & set(names)
    if slugs:
        handles = select(func.lower(Member.handle)).where(func.lower(Member.handle).in_(slugs), Member.active)
        slugs -= set(session.scalars(handles))
    return [name for name in names if name not in slugs], [name for name in names if name in slugs]


def groups_of(session: Session, member: Row[Any]) -> list[dict[str, Any]]:
    """The groups somebody is in."""
    mine = set(group_names(member.roles))
    return [group_item(one) for one in list_groups(session) if one.slug in mine] if mine else []


def group_item(group: Group) -> dict[str, Any]:
    """A group in a list."""
    return {
        "id": number_of_group(group.slug),
        "name": group.slug,
        "full_name": group.name,
        "display_name": group.name,
        "automatic": False,
        "title": None,
        "bio_raw": group.description,
        "bio_excerpt": group.description,
        "visibility_level": 1,
        "members_visibility_level": 1,
        "messageable": group.writable,
        "mentionable": False,
        "public_admission": False,
        "public_exit": False,
    }
