"""The roles of an account, and the centres that roles can be for."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from account_service.roles.models import Centre, RoleGrant
from corridor.auth.roles import CENTRE_STAFF, LABELS, SCOPE_KINDS, parse
from corridor.errors import NotFound
from corridor.parties import country_name


class GrantNotFound(NotFound):
    """The account does not hold this role."""

    code = "grant_not_found"


def list_grants(session: Session, account_id: UUID) -> Sequence[RoleGrant]:
    """The roles held, in the order of the house."""
    query = select(RoleGrant).where(RoleGrant.account_id == account_id, RoleGrant.withdrawn_at.is_(None))
    order = list(SCOPE_KINDS)
    return sorted(session.scalars(query), key=lambda one: (order.index(one.role), one.scope or ""))


def get_grant(session: Session, grant_id: UUID, *, account_id: UUID) -> RoleGrant:
    """A role that the account holds now."""
    grant = session.get(RoleGrant, grant_id)
    if grant is None or grant.account_id != account_id or grant.withdrawn_at:
        raise GrantNotFound(_("This role has already been withdrawn."))
    return grant


def list_centres(session: Session) -> Sequence[Centre]:
    """The centres and other providers, by name."""
    return session.scalars(select(Centre).where(Centre.active).order_by(Centre.name)).all()


def role_words(session: Session, role: str, *, language: str) -> str:
    """A role as a person reads it: "National focal point, Kenya"."""
    return describe(role, language=language, centres=centre_names(session, [role]))


def centre_names(session: Session, roles: Sequence[str]) -> dict[str, str]:
    """The names of the centres that the roles are for."""
    slugs = [one.scope for one in map(parse, roles) if one.name == CENTRE_STAFF and one.scope]
    if not slugs:
        return {}
    rows = session.execute(select(Centre.slug, Centre.name).where(Centre.slug.in_(slugs)))
    return {row.slug: row.name for row in rows}


def describe(role: str, *, language: str, centres: dict[str, str]) -> str:
    """The words of a role whose centre's name is known."""
    one = parse(role)
    label = str(LABELS.get(one.name, one.name))
    if one.scope is None:
        return label
    is_centre = one.name == CENTRE_STAFF
    scope = centres.get(one.scope, one.scope) if is_centre else country_name(one.scope, language)
    # A translator's business: in Arabic the comma is another one.
    return str(gettext("%(role)s, %(of)s", role=label, of=scope))
