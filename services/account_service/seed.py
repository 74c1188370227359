"""The people of the demo world, with the password that bin/run prints."""

import json
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from account_service.accounts import passwords
from account_service.accounts.actions import announce
from account_service.accounts.models import Account
from account_service.api_keys.models import ApiKey
from account_service.groups.seed import seed_groups
from account_service.roles.models import RoleGrant
from corridor import clock
from corridor.auth.api_keys import digest, key_id_of
from corridor.auth.roles import parse
from corridor.demo import API_KEY, API_KEY_OWNER, PASSWORD, Person, people, person
from corridor.members.handlers import COPIED
from corridor.service import Progress, Scale
from corridor.settings import Settings


def seed(session: Session, _settings: Settings, *, scale: Scale, progress: Progress) -> None:
    """Open the demo accounts that are not there yet; the world has the same people at every scale."""
    del scale
    everybody = people()
    known = set(session.scalars(select(Account.account_id)))
    missing = [one for one in everybody if one.account_id not in known]
    # One hash for all: each costs a fifth of a second, and they share the password.
    stored = passwords.hash_password(PASSWORD) if missing else ""
    for one in missing:
        _open(session, one, stored)
    session.flush()
    seed_groups(session)
    _hand_out_key(session)
    progress("Accounts", len(everybody), len(everybody))


def _open(session: Session, one: Person, stored: str) -> None:
    values: dict[str, Any] = {name: getattr(one, name) for name in COPIED}
    values["expertise"] = _expertise().get(one.handle, "")
    account = Account(
        account_id=one.account_id,
        roles=list(one.roles),
        password_hash=stored,
        password_changed_at=clock.now(),
        active=True,
        version=0,
        **values,
    )
    session.add(account)
    announce(session, account)
    for role in map(parse, one.roles):
        session.add(
            RoleGrant(
                account_id=one.account_id,
                role=role.name,
                scope=role.scope,
                granted_at=clock.now(),
                granted_by_name="Corridor",
            )
        )


@cache
def _expertise() -> dict[str, str]:
    """What the demo people know about, by handle."""
    text = files("account_service").joinpath("directory/expertise.json").read_text(encoding="utf-8")
    known: dict[str, str] = json.loads(text)
    return known


def _hand_out_key(session: Session) -> None:
    """A key for the matchmaking API, so that a newcomer's first call needs no clicks."""
    now = clock.now()
    key = insert(ApiKey).values(
        id=key_id_of(API_KEY),
        account_id=person(API_KEY_OWNER).account_id,
        name="Corridor",
        digest=digest(API_KEY),
        scopes=["match:read", "match:write"],
        created_at=now,
        expires_at=now + timedelta(days=365),
    )
    session.flush()
    session.execute(key.on_conflict_do_nothing(index_elements=["id"]))
