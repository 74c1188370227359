"""What the clock does to memberships and all roles with a term: begin, remind, end."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from account_service import urls
from account_service.accounts.models import Account
from account_service.audit.actions import Actor
from account_service.groups.acting import By
from account_service.groups.models import Group
from account_service.groups.queries import owners_of
from account_service.groups.telling import each, tell
from account_service.roles.actions import begin_role, take_role
from account_service.roles.models import RoleGrant
from account_service.roles.terms import NOTICE
from corridor import clock
from corridor.auth.roles import GROUP, Role

BATCH = 100
THE_CLOCK = Actor(id=None, name="Corridor")
_LIVING = RoleGrant.withdrawn_at.is_(None)


def turn_terms(sessions: sessionmaker[Session], settings: Any) -> bool:
    """One step: begin, end and announce the end of what is due; says whether there may be more."""
    by = By(actor=THE_CLOCK, settings=settings, now=clock.now())
    with sessions() as session, session.begin():
        done = [_begin(session, by), _end(session, by), _remind(session, by)]
    return BATCH in done


def _due(session: Session, *which: Any) -> Sequence[RoleGrant]:
    query = select(RoleGrant).where(_LIVING, *which).order_by(RoleGrant.id).limit(BATCH)
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def _begin(session: Session, by: By) -> int:
    due = _due(session, ~RoleGrant.begun, RoleGrant.starts_on <= by.today)
    for grant in due:
        account = session.get_one(Account, grant.account_id)
        begin_role(session, account, grant, actor=by.actor, now=by.now)
    return len(due)


def _end(session: Session, by: By) -> int:
    """The last day is part of the term."""
    due = _due(session, RoleGrant.ends_on < by.today)
    for grant in due:
        account = session.get_one(Account, grant.account_id)
        take_role(session, account, grant, actor=by.actor, now=by.now, act="term_ended")
        _tell(session, "reminder_term_ended", grant, account, by)
    return len(due)


def _remind(session: Session, by: By) -> int:
    due = _due(
        session, RoleGrant.ends_on <= by.today + NOTICE, RoleGrant.reminded_at.is_(None), RoleGrant.begun
    )
    for grant in due:
        grant.reminded_at = by.now
        _tell(session, "reminder_term_ends", grant, session.get_one(Account, grant.account_id), by)
    return len(due)


def _tell(session: Session, what: str, grant: RoleGrant, account: Account, by: By) -> None:
    """The member, and the owners of the group; the address is where it can be handed over."""
    recipients = {account.account_id: "author"}
    name, path = str(Role(name=grant.role, scope=grant.scope)), urls.PROFILE
    if grant.role == GROUP and grant.scope:
        group = session.get_one(Group, grant.scope)
        owners = each((owner.account_id for owner in owners_of(session, group.slug)), "participant")
        recipients = owners | recipients
        name = group.name
        ending = what == "reminder_term_ends"
        path = urls.handover(group.slug, grant.id) if ending else urls.group(group.slug)
    title = f"{name} · {account.name} · {grant.ends_on}"
    tell(session, what, recipients, title=title, path=path, by=by)
