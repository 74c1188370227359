"""A person's role in words."""

from collections.abc import Sequence

from corridor.auth import roles

# The role that says most about why somebody speaks comes first.
_ORDER = (
    roles.SECRETARIAT,
    roles.COORDINATION,
    roles.BUREAU,
    roles.FOCAL_POINT,
    roles.PARTY_REPRESENTATIVE,
    roles.CENTRE_STAFF,
    roles.IAG_MEMBER,
    roles.MODERATOR,
    roles.EXPERT,
)


def role_line(held: Sequence[str] | None) -> str:
    """The one role to show beside a name; nothing where none is known."""
    names = {role.partition(":")[0] for role in held or ()}
    first = next((name for name in _ORDER if name in names), None)
    return str(roles.LABELS[first]) if first else ""
