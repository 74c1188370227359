"""The roles people have, written `role` or `role:scope` ("focal_point:KE")."""

from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

IAG_MEMBER = "iag_member"
EXPERT = "expert"
PARTY_REPRESENTATIVE = "party_representative"
FOCAL_POINT = "focal_point"
CENTRE_STAFF = "centre_staff"
COORDINATION = "coordination"
BUREAU = "bureau"
SECRETARIAT = "secretariat"
MODERATOR = "moderator"
# Always for one: `group:<slug>`. Given by the owners of the group, not offered among the others.
GROUP = "group"

# In the order in which they are offered; the scope of a role is a Party (ISO code, EU for the Union),
# a centre (its slug), or nothing.
SCOPE_KINDS: dict[str, str | None] = {
    IAG_MEMBER: None,
    EXPERT: None,
    PARTY_REPRESENTATIVE: "party",
    FOCAL_POINT: "party",
    CENTRE_STAFF: "centre",
    COORDINATION: None,
    BUREAU: None,
    SECRETARIAT: None,
    MODERATOR: None,
}

LABELS: dict[str, LazyString] = {
    IAG_MEMBER: lazy_gettext("Member of the Informal Advisory Group"),
    EXPERT: lazy_gettext("Expert"),
    PARTY_REPRESENTATIVE: lazy_gettext("Party representative"),
    FOCAL_POINT: lazy_gettext("National focal point"),
    CENTRE_STAFF: lazy_gettext("Staff of a centre"),
    COORDINATION: lazy_gettext("Global coordination entity"),
    BUREAU: lazy_gettext("Member of the Bureau"),
    SECRETARIAT: lazy_gettext("Secretariat"),
    MODERATOR: lazy_gettext("Moderator"),
}

# Who sees everything that needs looking after; their sessions are shorter.
STAFF = frozenset({SECRETARIAT, MODERATOR})


@dataclass(frozen=True, kw_only=True)
class Role:
    """A role taken apart."""

    name: str
    scope: str | None = None

    def __str__(self) -> str:
        return self.name if self.scope is None else f"{self.name}:{self.scope}"


def parse(text: str) -> Role:
    """`focal_point:KE` taken apart."""
    name, _, scope = text.partition(":")
    return Role(name=name, scope=scope or None)


def has(roles: frozenset[str], name: str, scope: str | None = None) -> bool:
    """Whether `name` is among the roles: for that scope when one is given, else for any."""
    if scope is not None:
        return f"{name}:{scope}" in roles
    return any(parse(role).name == name for role in roles)


def scopes_of(roles: frozenset[str], name: str) -> frozenset[str]:
    """The Parties or centres for which the role is held."""
    held = (parse(role) for role in roles)
    return frozenset(role.scope for role in held if role.name == name and role.scope is not None)
