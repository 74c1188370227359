"""The acts that concern groups."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from account_service.accounts.queries import get_by_handle
from account_service.groups import actions, members, queries
from account_service.groups.rules import INVITATION, may_keep, slug_of
from account_service.groups.schemas import GroupForm
from account_service.programs.asked import Asked, check
from account_service.roles.actions import take_role
from account_service.roles.terms import Term
from corridor.errors import Conflict, Forbidden, Invalid


def join_group(session: Session, asked: Asked) -> dict[str, Any]:
    """Take members into a group."""
    group = _kept_group(session, asked)
    accounts = [get_by_handle(session, str(handle)) for handle in asked.data["handles"]]
    inside = [one.handle for one in accounts if queries.find_membership(session, group.slug, one.account_id)]
    if inside:
        raise Conflict(_("Already a member of this group: %(names)s", names=", ".join(inside)))
    for account in accounts:
        members.take_in(session, group, account, term=Term(), by=asked.by)
    return {"handles": [one.handle for one in accounts]}


def leave_group(session: Session, asked: Asked) -> dict[str, Any]:
    """Let members of a group go."""
    group = _kept_group(session, asked)
    accounts = [get_by_handle(session, str(handle)) for handle in asked.data["handles"]]
    for account in accounts:
        grant = queries.find_membership(session, group.slug, account.account_id)
        if grant is None:
            raise Invalid(_("%(name)s is not in this group.", name=account.handle))
        take_role(session, account, grant, actor=asked.actor, now=asked.now)
    return {"handles": [one.handle for one in accounts]}


def list_owners(session: Session, asked: Asked) -> dict[str, Any]:
    """Who decides about a group."""
    return {"handles": [one.handle for one in queries.owners_of(session, asked.words("slug"))]}


def _kept_group(session: Session, asked: Asked) -> Any:
    group = queries.get_group(session, asked.words("slug"), lock=True)
    owners = [one.account_id for one in queries.owners_of(session, group.slug)]
    if not may_keep(asked.account.account_id, frozenset(asked.account.roles), owners):
        raise Forbidden(_("Only the owners of this group may do this."))
    return group


def found(session: Session, asked: Asked) -> dict[str, Any]:
    """Found a group that chooses its members, with its first owners."""
    asked.need_secretariat()
    slug = asked.words("slug").strip()
    facts = {"name": asked.words("name").strip() or slug, "description": asked.words("description")}
    check(GroupForm(), {**facts, "admission": INVITATION})
    if slug_of(slug) != slug:
        raise Invalid(_("The name of a group has small letters, digits and hyphens."))
    if queries.is_taken(session, slug):
        raise Conflict(_("There is a group of this name."))
    data = {**facts, "admission": INVITATION, "writable": False}
    group = actions.found_group(session, data, actor=asked.actor, now=asked.now, slug=slug)
    for handle in asked.data.get("owners", []):
        owner = get_by_handle(session, str(handle))
        actions.add_owner(session, group, owner.account_id, actor=asked.actor)
    return {"slug": group.slug, "name": group.name, "description": group.description}


def change(session: Session, asked: Asked) -> dict[str, Any]:
    """Other words for a group."""
    group = _kept_group(session, asked)
    changes = {name: str(asked.data["changes"][name]) for name in asked.data["changes"]}
    known = {"name": group.name, "description": group.description, "admission": group.admission}
    check(GroupForm(), {**known, **changes})
    actions.change_group(session, group, changes, actor=asked.actor)
    return {"slug": group.slug, "name": group.name, "description": group.description}


def close(session: Session, asked: Asked) -> dict[str, Any]:
    """Close a group; what it wrote stays."""
    asked.need_secretariat()
    group = queries.get_group(session, asked.words("slug"), lock=True)
    actions.close_group(session, group, by=asked.by)
    return {"slug": group.slug}


def name_owners(session: Session, asked: Asked) -> dict[str, Any]:
    """Let others decide about a group, too."""
    group = _kept_group(session, asked)
    owners = [get_by_handle(session, str(handle)) for handle in asked.data["handles"]]
    for owner in owners:
        actions.add_owner(session, group, owner.account_id, actor=asked.actor)
    return {"handles": [one.handle for one in owners]}


def drop_owners(session: Session, asked: Asked) -> dict[str, Any]:
    """Let some of them decide no more; one stays."""
    group = _kept_group(session, asked)
    owners = [get_by_handle(session, str(handle)) for handle in asked.data["handles"]]
    for owner in owners:
        actions.remove_owner(session, group, owner.account_id, actor=asked.actor)
    return {"handles": [one.handle for one in owners]}
