"""Grant and withdraw roles."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from account_service import urls
from account_service.accounts.actions import change_account
from account_service.accounts.models import Account
from account_service.accounts.queries import lock_account
from account_service.audit.actions import Actor, write_down
from account_service.roles import rules
from account_service.roles.models import RoleGrant
from account_service.roles.queries import GrantNotFound, list_centres
from account_service.sessions.actions import renew_tokens
from corridor.auth.roles import Role
from corridor.errors import Conflict, Forbidden, Invalid
from corridor.events.account import RoleGranted
from corridor.messaging import outbox
from corridor.settings import Settings


class RoleHeld(Conflict):
    """The account holds the role already."""

    code = "role_held"


class OwnRoles(Forbidden):
    """Nobody gives or takes roles to or from themselves."""

    code = "own_roles"


class NoSuchRole(Invalid):
    """There is no such role for such a Party or centre."""

    code = "no_such_role"


def grant_role(
    session: Session, account: Account, role: Role, *, actor: Actor, settings: Settings, now: datetime
) -> RoleGrant:
    """Give a role; it works in every service within seconds."""
    if actor.id == account.account_id:
        raise OwnRoles(_("You cannot change your own roles. Ask a colleague of the secretariat."))
    centres = [centre.slug for centre in list_centres(session)]
    if not rules.is_grantable(role.name, role.scope, centres=centres):
        raise NoSuchRole(_("Choose a role, and a Party or a centre where the role is for one."))
    account = lock_account(session, account.account_id)
    if str(role) in account.roles:
        raise RoleHeld(_("%(name)s holds this role already.", name=account.name))
    grant = _add_grant(session, account, role, actor=actor, now=now)
    set_roles(session, account, rules.with_role(account.roles, str(role)), now=now)
    write_down(
        session,
        actor,
        "role_granted",
        subject_id=account.account_id,
        subject_name=account.name,
        on=str(role),
    )
    outbox.record(session, _granted(account, role, actor, settings))
    return grant


def _add_grant(session: Session, account: Account, role: Role, *, actor: Actor, now: datetime) -> RoleGrant:
    grant = RoleGrant(
        account_id=account.account_id,
        role=role.name,
        scope=role.scope,
        granted_at=now,
        granted_by=actor.id,
        granted_by_name=actor.name,
    )
    session.add(grant)
    session.flush()
    return grant


def set_roles(session: Session, account: Account, roles: list[str], *, now: datetime) -> None:
    """The roles on the account itself, as the events and tokens carry them."""
    if change_account(session, account, {"roles": roles}):
        renew_tokens(session, account.account_id, because="roles_changed", now=now)


def withdraw_role(
    session: Session, account: Account, grant: RoleGrant, *, actor: Actor, now: datetime
) -> None:
    """Take a role back."""
    if actor.id == account.account_id:
        raise OwnRoles(_("You cannot change your own roles. Ask a colleague of the secretariat."))
    account = lock_account(session, account.account_id)
    # Somebody else may have withdrawn it while we waited; a role granted anew since then must stay.
    session.refresh(grant)
    if grant.withdrawn_at:
        raise GrantNotFound(_("This role has already been withdrawn."))
    grant.withdrawn_at, grant.withdrawn_by = now, actor.id
    role = Role(name=grant.role, scope=grant.scope)
    set_roles(session, account, rules.without_role(account.roles, str(role)), now=now)
    write_down(
        session,
        actor,
        "role_withdrawn",
        subject_id=account.account_id,
        subject_name=account.name,
        on=str(role),
    )


def _granted(account: Account, role: Role, actor: Actor, settings: Settings) -> RoleGranted:
    return RoleGranted(
        account_id=str(account.account_id),
        role=role.name,
        scope=role.scope,
        granted_by=str(actor.id or ""),
        granted_by_name=actor.name,
        url=urls.absolute(settings, urls.PROFILE),
    )
