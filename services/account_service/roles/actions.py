"""Grant and withdraw roles."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from account_service import urls
from account_service.accounts.actions import change_account
from account_service.accounts.models import Account
from account_service.accounts.queries import lock_account
from account_service.audit.actions import Actor, write_down
from account_service.roles import rules
from account_service.roles.models import RoleGrant
from account_service.roles.queries import GrantNotFound, find_living, group_slugs, list_centres, usual_months
from account_service.roles.terms import LASTING, Term, check_term, usual_term
from account_service.sessions.actions import renew_tokens
from corridor.auth.roles import Role, parse
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
    session: Session,
    account: Account,
    role: Role,
    *,
    actor: Actor,
    settings: Settings,
    now: datetime,
    term: Term = LASTING,
) -> RoleGrant:
    """Give a role; it works in every service within seconds."""
    if actor.id == account.account_id:
        raise OwnRoles(_("You cannot change your own roles. Ask a colleague of the secretariat."))
    centres = [centre.slug for centre in list_centres(session)]
    if not rules.is_grantable(role.name, role.scope, centres=centres, groups=group_slugs(session)):
        raise NoSuchRole(_("Choose a role, and a Party or a centre where the role is for one."))
    return hand_role(session, account, role, actor=actor, settings=settings, now=now, term=term)


def missing_roles(session: Session, account: Account, names: Iterable[str]) -> list[Role]:
    """Those that can be given: they exist still, and the account neither holds nor awaits them."""
    centres, groups = [centre.slug for centre in list_centres(session)], group_slugs(session)
    return [
        role
        for role in map(parse, names)
        if rules.is_grantable(role.name, role.scope, centres=centres, groups=groups)
        and str(role) not in account.roles
        and find_living(session, account.account_id, role) is None
    ]


def hand_role(
    session: Session,
    account: Account,
    role: Role,
    *,
    actor: Actor,
    settings: Settings,
    now: datetime,
    term: Term = LASTING,
) -> RoleGrant:
    """Give a role that the actor may give to this account; with a term that begins later, it waits.

    Of a group, without an end, its usual term holds.
    """
    check_term(term, today=now.date())
    term = usual_term(term, usual_months(session, role), today=now.date())
    account = lock_account(session, account.account_id)
    if find_living(session, account.account_id, role) is not None or str(role) in account.roles:
        raise RoleHeld(_("%(name)s holds this role already.", name=account.name))
    grant = _add_grant(session, account, role, actor=actor, now=now, term=term)
    if grant.begun:
        set_roles(session, account, rules.with_role(account.roles, str(role)), now=now)
    note_role(session, actor, "role_granted", account, role, **_in_words(term))
    outbox.record(session, _granted(account, role, actor, settings))
    return grant


def _in_words(term: Term) -> dict[str, str]:
    days = {"starts_on": term.starts_on, "ends_on": term.ends_on}
    return {name: day.isoformat() for name, day in days.items() if day}


def _add_grant(
    session: Session, account: Account, role: Role, *, actor: Actor, now: datetime, term: Term
) -> RoleGrant:
    grant = RoleGrant(
        account_id=account.account_id,
        role=role.name,
        scope=role.scope,
        granted_at=now,
        granted_by=actor.id,
        granted_by_name=actor.name,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        alternate_for=term.alternate_for,
        begun=term.has_begun(now.date()),
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
    take_role(session, account, grant, actor=actor, now=now)


def take_role(
    session: Session,
    account: Account,
    grant: RoleGrant,
    *,
    actor: Actor,
    now: datetime,
    act: str = "role_withdrawn",
) -> None:
    """End a grant, by whoever may, or by the clock; alternates of whoever goes are members of their own."""
    account = hold_grant(session, account, grant)
    grant.withdrawn_at, grant.withdrawn_by = now, actor.id
    hand_alternates(session, grant, to=None)
    role = Role(name=grant.role, scope=grant.scope)
    set_roles(session, account, rules.without_role(account.roles, str(role)), now=now)
    note_role(session, actor, act, account, role)


def hand_alternates(session: Session, grant: RoleGrant, *, to: UUID | None) -> None:
    """Who stands in for the holder of a grant stands in for somebody else, or for nobody."""
    same = (RoleGrant.role == grant.role, RoleGrant.scope.is_not_distinct_from(grant.scope))
    theirs = RoleGrant.alternate_for == grant.account_id
    session.execute(update(RoleGrant).where(*same, theirs).values(alternate_for=to))


def hold_grant(session: Session, account: Account, grant: RoleGrant) -> Account:
    """Lock the account, and read the grant as it is then; raises GrantNotFound when it has ended."""
    account = lock_account(session, account.account_id)
    # Somebody else may have withdrawn it while we waited; a role granted anew since then must stay.
    session.flush()
    session.refresh(grant)
    if grant.withdrawn_at:
        raise GrantNotFound(_("This role has already been withdrawn."))
    return account


def begin_role(session: Session, account: Account, grant: RoleGrant, *, actor: Actor, now: datetime) -> None:
    """The first day of a term has come."""
    account = hold_grant(session, account, grant)
    grant.begun = True
    role = Role(name=grant.role, scope=grant.scope)
    set_roles(session, account, rules.with_role(account.roles, str(role)), now=now)
    note_role(session, actor, "term_began", account, role)


def note_role(session: Session, actor: Actor, act: str, account: Account, role: Role, **details: str) -> None:
    """Write down what happened to a role."""
    write_down(
        session,
        actor,
        act,
        subject_id=account.account_id,
        subject_name=account.name,
        on=str(role),
        **details,
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
