"""Who asks: a typed face over Flask-Login's `current_user`, which nothing else touches."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from uuid import UUID

from flask import g, has_request_context
from flask_login import current_user

from corridor.auth import roles


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """The person (or the program with a person's API key) behind the request."""

    id: UUID | None = None
    name: str = ""
    handle: str = ""
    email: str = ""
    organisation: str = ""
    country: str = ""
    roles: frozenset[str] = frozenset()
    language: str = ""
    time_zone: str = "UTC"
    session_id: str = ""
    unread_count: int = 0
    via: Literal["cookie", "api_key", "none"] = "none"
    scopes: frozenset[str] = frozenset()

    @property
    def signed_in(self) -> bool:
        return self.id is not None

    @property
    def is_member(self) -> bool:
        """Whether any role was granted: an account without one only has its own pages."""
        return self.signed_in and bool(self.roles)

    @cached_property
    def is_staff(self) -> bool:
        return any(self.has(role) for role in roles.STAFF)

    def has(self, role: str, scope: str | None = None) -> bool:
        """Whether the viewer holds the role; with a scope, for that Party or centre."""
        return roles.has(self.roles, role, scope)

    def scopes_of(self, role: str) -> frozenset[str]:
        """The Parties or centres for which the viewer holds the role."""
        return roles.scopes_of(self.roles, role)

    # What Flask-Login asks of a user object.
    @property
    def is_authenticated(self) -> bool:
        return self.signed_in

    @property
    def is_active(self) -> bool:
        return self.signed_in

    @property
    def is_anonymous(self) -> bool:
        return not self.signed_in

    def get_id(self) -> str:
        return str(self.id or "")


ANONYMOUS = Viewer()


def viewer() -> Viewer:
    """The viewer of this request; anonymous when nobody is signed in, and outside of requests."""
    if not has_request_context():
        return ANONYMOUS
    # A page asks dozens of times; the first answer is kept where Flask-Login keeps it.
    found: Viewer = g.get("_login_user") or current_user._get_current_object()
    return found
