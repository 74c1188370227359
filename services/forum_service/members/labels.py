"""A person's role in words."""

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


def role_line(held: str | None) -> str:
    """The one of the roles, written with spaces between, to show beside a name."""
    names = {role.partition(":")[0] for role in (held or "").split()}
    first = next((name for name in _ORDER if name in names), None)
    return str(roles.LABELS[first]) if first else ""
