"""Found a group, change it, close it; its owners and its requests."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from account_service import urls
from account_service.accounts.models import Account
from account_service.audit.actions import Actor, write_down
from account_service.groups import queries, rules
from account_service.groups.acting import By
from account_service.groups.members import decide_request
from account_service.groups.models import Group, GroupOwner, GroupRequest
from account_service.groups.telling import each, tell
from account_service.roles.actions import take_role
from corridor.errors import Conflict, Forbidden
from corridor.events.account import GroupChanged
from corridor.messaging import outbox
from corridor.settings import Settings


class NotYours(Forbidden):
    """Only the owners and the secretariat decide about a group."""

    code = "not_yours"


class AlreadyAsked(Conflict):
    """The request waits for the owners already, or there is nothing to ask for."""

    code = "already_asked"


class LastOwner(Conflict):
    """A group has somebody who decides."""

    code = "last_owner"


def found_group(
    session: Session, data: dict[str, Any], *, actor: Actor, now: datetime, slug: str = ""
) -> Group:
    """A new group, whose first owner is whoever founds it."""
    group = Group(slug=_free_slug(session, slug or rules.slug_of(data["name"])), created_at=now, version=0)
    session.add(group)
    _set(session, group, data)
    if actor.id:
        add_owner(session, group, actor.id, actor=actor)
    write_down(session, actor, "group_founded", subject_name=group.name, on=rules.role_of(group.slug))
    return group


def _free_slug(session: Session, wanted: str) -> str:
    """Slugs of closed groups stay theirs: a role must not come to mean something else."""
    taken = set(session.scalars(select(Group.slug).where(Group.slug.startswith(wanted, autoescape=True))))
    numbered = (f"{wanted}-{number}" for number in range(2, 10_000))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


def change_group(session: Session, group: Group, data: dict[str, Any], *, actor: Actor) -> None:
    """Other words, other ways in."""
    _set(session, group, data)
    write_down(session, actor, "group_changed", subject_name=group.name, on=rules.role_of(group.slug))


def _set(session: Session, group: Group, data: dict[str, Any]) -> None:
    for name, value in data.items():
        setattr(group, name, value)
    announce(session, group)


def announce(session: Session, group: Group) -> None:
    """Let the other services know the group as it is now."""
    group.version += 1
    session.flush()
    event = GroupChanged(
        slug=group.slug,
        name=group.name,
        description=group.description,
        writable=group.writable,
        active=group.closed_at is None,
    )
    outbox.record(session, event, sequence=group.version)


def close_group(session: Session, group: Group, *, by: By) -> None:
    """End all memberships, and say no to whoever asks to join; what the group wrote stays."""
    for row in queries.members_of(session, group.slug):
        take_role(session, row.Account, row.RoleGrant, actor=by.actor, now=by.now)
    for row in queries.open_requests(session, group.slug):
        with force_locale(row.Account.ui_language):
            answer = gettext("The group was closed.")
        no: dict[str, Any] = {"accepted": False, "answer": answer, "path": urls.GROUPS}
        decide_request(session, group, row.GroupRequest, **no, by=by)
    group.closed_at = by.now
    announce(session, group)
    write_down(session, by.actor, "group_closed", subject_name=group.name, on=rules.role_of(group.slug))


def add_owner(session: Session, group: Group, account_id: UUID, *, actor: Actor) -> None:
    """Let somebody decide about the group; whoever does already stays."""
    session.flush()
    row = insert(GroupOwner).values(slug=group.slug, account_id=account_id).on_conflict_do_nothing()
    session.execute(row)
    write_down(session, actor, "owner_added", subject_id=account_id, on=rules.role_of(group.slug))


def remove_owner(session: Session, group: Group, account_id: UUID, *, actor: Actor) -> None:
    """Somebody decides no more; raises LastOwner where nobody would."""
    owners = [owner.account_id for owner in queries.owners_of(session, group.slug)]
    if account_id not in owners:
        raise queries.GroupNotFound(_("This member does not decide about the group."))
    if owners == [account_id]:
        raise LastOwner(_("A group needs somebody who decides. Name another owner first."))
    mine = (GroupOwner.slug == group.slug, GroupOwner.account_id == account_id)
    session.execute(delete(GroupOwner).where(*mine))
    write_down(session, actor, "owner_removed", subject_id=account_id, on=rules.role_of(group.slug))


def pass_ownership(session: Session, group: Group, giver: UUID, taker: UUID, *, actor: Actor) -> None:
    """Whoever follows decides in the place of whoever goes, if they did."""
    if giver in [owner.account_id for owner in queries.owners_of(session, group.slug)]:
        add_owner(session, group, taker, actor=actor)
        remove_owner(session, group, giver, actor=actor)


def ask_to_join(
    session: Session, group: Group, account: Account, words: str, *, settings: Settings, now: datetime
) -> GroupRequest:
    """Ask the owners; each of them is told."""
    if queries.find_request(session, group.slug, account.account_id):
        raise AlreadyAsked(_("Your request waits for the owners of the group already."))
    if queries.find_membership(session, group.slug, account.account_id):
        raise AlreadyAsked(_("You are in this group."))
    if group.admission != rules.REQUEST:
        raise NotYours(_("The owners of this group choose its members themselves."))
    request = GroupRequest(slug=group.slug, account_id=account.account_id, words=words, asked_at=now)
    session.add(request)
    session.flush()
    tell(
        session,
        "message_group_asked",
        each((owner.account_id for owner in queries.owners_of(session, group.slug)), "participant"),
        title=group.name,
        path=urls.group_desk(group.slug),
        by=By(actor=Actor(id=account.account_id, name=account.name), settings=settings, now=now),
        excerpt=words[:300],
    )
    return request


def take_back_request(request: GroupRequest, *, now: datetime) -> None:
    """Whoever asked does not want to join any more."""
    request.decided_at, request.decided_by, request.accepted = now, request.account_id, False
