"""Groups as roles."""

from collections.abc import Collection

from corridor.auth.roles import STAFF
from forum_service.boards.rules import opens_to


def role_of(slug: str) -> str:
    """The role that members of a group hold."""
    return f"group:{slug}"


def may_write_to(roles: Collection[str], slug: str, *, writable: bool) -> bool:
    """Whether holders of `roles` may write to the group: its members, staff, and all where it is open."""
    return writable or role_of(slug) in roles or opens_to(STAFF, roles)
