"""The roles of an account, and the centres that roles can be for."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from account_service.groups.models import Group
from account_service.roles.models import Centre, RoleGrant
from corridor.auth.roles import CENTRE_STAFF, GROUP, LABELS, SCOPE_KINDS, Role, parse
from corridor.errors import NotFound
from corridor.parties import country_name


class GrantNotFound(NotFound):
    """The account does not hold this role."""

    code = "grant_not_found"


def list_grants(session: Session, account_id: UUID) -> Sequence[RoleGrant]:
    """The roles held, in the order of the house."""
    query = select(RoleGrant).where(RoleGrant.account_id == account_id, RoleGrant.withdrawn_at.is_(None))
    order = [*SCOPE_KINDS, GROUP]
    return sorted(session.scalars(query), key=lambda one: (order.index(one.role), one.scope or ""))


def get_grant(session: Session, grant_id: UUID, *, account_id: UUID) -> RoleGrant:
    """A role that the account holds now."""
    grant = session.get(RoleGrant, grant_id)
    if grant is None or grant.account_id != account_id or grant.withdrawn_at:
        raise GrantNotFound(_("This role has already been withdrawn."))
    return grant


def find_living(session: Session, account_id: UUID, role: Role) -> RoleGrant | None:
    """The grant by which an account holds a role, or will."""
    query = select(RoleGrant).where(
        RoleGrant.account_id == account_id,
        RoleGrant.role == role.name,
        RoleGrant.scope.is_not_distinct_from(role.scope),
        RoleGrant.withdrawn_at.is_(None),
    )
    return session.scalars(query).one_or_none()


def group_slugs(session: Session) -> Sequence[str]:
    """The groups that members can be in."""
    return session.scalars(select(Group.slug).where(Group.closed_at.is_(None))).all()


def usual_months(session: Session, role: Role) -> int | None:
    """How long a group lets its members be in it, where it says so."""
    group = session.get(Group, role.scope) if role.name == GROUP else None
    return group.term_months if group else None


def list_centres(session: Session) -> Sequence[Centre]:
    """The centres and other providers, by name."""
    return session.scalars(select(Centre).where(Centre.active).order_by(Centre.name)).all()


def role_words(session: Session, role: str, *, language: str) -> str:
    """A role as a person reads it: "National focal point, Kenya"."""
    return describe(role, language=language, centres=centre_names(session, [role]))


def centre_names(session: Session, roles: Sequence[str]) -> dict[str, str]:
    """The names of the centres and groups that the roles are for, by `role:slug`."""
    held = [one for one in map(parse, roles) if one.scope]
    centres = [one.scope for one in held if one.name == CENTRE_STAFF]
    groups = [one.scope for one in held if one.name == GROUP]
    names: dict[str, str] = {}
    for kind, model, slugs in ((CENTRE_STAFF, Centre, centres), (GROUP, Group, groups)):
        if slugs:
            rows = session.execute(select(model.slug, model.name).where(model.slug.in_(slugs)))
            names |= {f"{kind}:{row.slug}": row.name for row in rows}
    return names


def describe(role: str, *, language: str, centres: dict[str, str]) -> str:
    """The words of a role whose centre's or group's name is known."""
    one = parse(role)
    label = str(LABELS.get(one.name, one.name))
    if one.scope is None:
        return label
    if one.name == GROUP:
        return centres.get(role, one.scope)
    is_centre = one.name == CENTRE_STAFF
    scope = centres.get(role, one.scope) if is_centre else country_name(one.scope, language)
    # A translator's business: in Arabic the comma is another one.
    return str(gettext("%(role)s, %(of)s", role=label, of=scope))
