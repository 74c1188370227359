"""Who reads a forum and who opens topics in it."""

from collections.abc import Collection

# Stands in a forum's lists for any granted role.
ANY_ROLE = "member"


def role_names(roles: Collection[str]) -> list[str]:
    """The names of roles without their scopes, and "member" for whoever has one."""
    names = sorted({role.partition(":")[0] for role in roles})
    return [*names, ANY_ROLE] if names else []


def opens_to(allowed: Collection[str], roles: Collection[str]) -> bool:
    """Whether holders of `roles` are among the `allowed`."""
    return not set(allowed).isdisjoint(role_names(roles))
