"""What can be invited to, and for how long."""

from datetime import timedelta
from typing import Any

from corridor.auth.roles import CENTRE_STAFF, FOCAL_POINT, GROUP, PARTY_REPRESENTATIVE, SCOPE_KINDS

LIFE = timedelta(days=7)
# Roles without a scope can be ticked together.
PLAIN_ROLES = tuple(role for role, kind in SCOPE_KINDS.items() if kind is None)
_SCOPED = {"representative_of": PARTY_REPRESENTATIVE, "focal_point_of": FOCAL_POINT, "centre": CENTRE_STAFF}


def chosen_roles(typed: dict[str, Any]) -> list[str]:
    """The roles of a filled-in form."""
    scoped = [f"{role}:{typed[field]}" for field, role in _SCOPED.items() if typed[field]]
    return sorted({*typed["roles"], *scoped, *(f"{GROUP}:{slug}" for slug in typed["groups"])})


def state(*, accepted: bool, revoked: bool, over: bool) -> str:
    """What became of an invitation, in a word."""
    if accepted:
        return "accepted"
    if revoked:
        return "revoked"
    return "expired" if over else "open"
