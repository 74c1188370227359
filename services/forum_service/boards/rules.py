"""Who reads a forum, who answers and opens topics in it, and who keeps it in order."""

from collections.abc import Collection
from typing import Protocol

from corridor.auth.roles import STAFF

# Stands in a forum's lists for any granted role.
ANY_ROLE = "member"
# A group of members is a role `group:<slug>`: its name is nothing without the slug.
GROUP = "group:"


class Rights(Protocol):
    """The lists of a forum, as a row of boards or of what belongs to one gives them."""

    reply_roles: Collection[str]
    moderate_roles: Collection[str]


def role_names(roles: Collection[str]) -> list[str]:
    """The names of roles without their scopes, groups whole, and "member" for whoever has one."""
    names = sorted({role if role.startswith(GROUP) else role.partition(":")[0] for role in roles})
    return [*names, ANY_ROLE] if names else []


def opens_to(allowed: Collection[str], roles: Collection[str]) -> bool:
    """Whether holders of `roles` are among the `allowed`."""
    return not set(allowed).isdisjoint(role_names(roles))


def moderates(roles: Collection[str], board: Rights) -> bool:
    """Whether holders of `roles` keep the forum in order: the house's staff, or whom the forum names."""
    return opens_to(STAFF, roles) or opens_to(board.moderate_roles, roles)


def may_reply(roles: Collection[str], board: Rights, *, private: bool = False) -> bool:
    """Whether holders of `roles` may answer in a topic they read; a private one asks its audience only."""
    return private or opens_to(board.reply_roles, roles) or moderates(roles, board)
