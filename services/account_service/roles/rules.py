"""Which roles there are to give, and for what."""

from collections.abc import Iterable

from corridor.auth import roles
from corridor.parties import party_by_code


def needs_scope(role: str) -> str | None:
    """ "party" or "centre" when the role is always for one, else None."""
    return roles.SCOPE_KINDS.get(role)


def is_grantable(role: str, scope: str | None, *, centres: Iterable[str], groups: Iterable[str] = ()) -> bool:
    """Whether such a role exists: the name is known, and the scope is of its kind."""
    if role == roles.GROUP:
        return scope in set(groups)
    if role not in roles.SCOPE_KINDS:
        return False
    kind = roles.SCOPE_KINDS[role]
    if kind == "party":
        return scope in party_by_code()
    if kind == "centre":
        return scope in set(centres)
    return scope is None


def with_role(held: Iterable[str], role: str) -> list[str]:
    """The roles and one more."""
    return sorted({*held, role})


def without_role(held: Iterable[str], role: str) -> list[str]:
    """The roles less one."""
    return sorted(set(held) - {role})
