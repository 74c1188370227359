"""The people of the demo world, with the password that bin/run prints."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from account_service.accounts import passwords
from account_service.accounts.actions import announce
from account_service.accounts.models import Account
from account_service.roles.models import RoleGrant
from corridor import clock
from corridor.auth.roles import parse
from corridor.demo import PASSWORD, Person, people
from corridor.members.handlers import COPIED
from corridor.service import Progress, Scale
from corridor.settings import Settings


def seed(session: Session, _settings: Settings, *, scale: Scale, progress: Progress) -> None:
    """Open the demo accounts that are not there yet; the world has the same people at every scale."""
    del scale
    everybody = people()
    known = set(session.scalars(select(Account.account_id)))
    missing = [person for person in everybody if person.account_id not in known]
    # One hash for all: each costs a fifth of a second, and they share the password.
    stored = passwords.hash_password(PASSWORD) if missing else ""
    for person in missing:
        _open(session, person, stored)
    progress("Accounts", len(everybody), len(everybody))


def _open(session: Session, person: Person, stored: str) -> None:
    values: dict[str, Any] = {name: getattr(person, name) for name in COPIED}
    account = Account(
        account_id=person.account_id,
        roles=list(person.roles),
        password_hash=stored,
        password_changed_at=clock.now(),
        active=True,
        version=0,
        **values,
    )
    session.add(account)
    announce(session, account)
    for role in map(parse, person.roles):
        session.add(
            RoleGrant(
                account_id=person.account_id,
                role=role.name,
                scope=role.scope,
                granted_at=clock.now(),
                granted_by_name="Corridor",
            )
        )
