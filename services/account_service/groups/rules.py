"""Who decides about a group, and what its name in addresses is."""

import re
from collections.abc import Collection
from uuid import UUID

from account_service.accounts.folding import fold
from corridor.auth import roles
from corridor.auth.roles import GROUP, SECRETARIAT

REQUEST, INVITATION = "request", "invitation"
LONGEST_SLUG = 40
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")


def role_of(slug: str) -> str:
    """The role of the members."""
    return f"{GROUP}:{slug}"


def slug_of(name: str) -> str:
    """A name for addresses and roles; "group" where the letters give none."""
    return _NOT_IN_SLUGS.sub("-", fold(name)).strip("-")[:LONGEST_SLUG].strip("-") or "group"


def may_keep(account_id: UUID | None, held: frozenset[str], owners: Collection[UUID]) -> bool:
    """Whether somebody decides about the group: its owners do, and the secretariat."""
    return account_id in owners or roles.has(held, SECRETARIAT)
