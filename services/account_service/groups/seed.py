"""The groups of the demo world, from groups/groups.json."""

import json
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from account_service.accounts.actions import announce as announce_account
from account_service.accounts.models import Account
from account_service.groups.actions import announce
from account_service.groups.models import Group, GroupOwner, GroupRequest
from account_service.groups.rules import role_of
from account_service.roles.models import RoleGrant
from account_service.roles.rules import with_role
from corridor import clock
from corridor.auth.roles import GROUP
from corridor.ids import demo_id


def seed_groups(session: Session) -> None:
    """Found the groups that are not there yet; nobody is told of what was always so."""
    known = set(session.scalars(select(Group.slug)))
    text = files("account_service").joinpath("groups/groups.json").read_text(encoding="utf-8")
    for entry in json.loads(text):
        if entry["slug"] not in known:
            _found(session, entry)


def _found(session: Session, entry: dict[str, Any]) -> None:
    words = {
        name: entry[name] for name in ("slug", "name", "description", "admission", "writable", "term_months")
    }
    group = Group(**words, created_at=clock.now() - timedelta(days=400), version=0)
    session.add(group)
    announce(session, group)
    for handle in entry["owners"]:
        session.add(GroupOwner(slug=group.slug, account_id=demo_id("account", handle)))
    for member in entry["members"]:
        _take_in(session, group, member)
    for request in entry["requests"]:
        account_id = demo_id("account", request["handle"])
        asked = {"words": request["words"], "asked_at": clock.now() - timedelta(days=2)}
        session.add(GroupRequest(slug=group.slug, account_id=account_id, **asked))


def _take_in(session: Session, group: Group, member: dict[str, Any]) -> None:
    account = session.get_one(Account, demo_id("account", member["handle"]))
    stands_in_for = member.get("alternate_for")
    grant = RoleGrant(
        account_id=account.account_id,
        role=GROUP,
        scope=group.slug,
        granted_at=clock.now(),
        granted_by_name="Corridor",
        ends_on=_day(member.get("days")),
        alternate_for=demo_id("account", stands_in_for) if stands_in_for else None,
        begun=True,
        # Told of long ago, as far as the demo world remembers.
        reminded_at=clock.now(),
    )
    session.add(grant)
    account.roles = with_role(account.roles, role_of(group.slug))
    announce_account(session, account)


def _day(days: int | None) -> date | None:
    return clock.now().date() + timedelta(days=days) if days else None
