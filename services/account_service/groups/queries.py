"""Reading groups, their members and what waits for their owners."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from account_service.accounts.models import Account
from account_service.groups.models import Group, GroupOwner, GroupRequest
from account_service.roles.models import RoleGrant
from account_service.roles.queries import GrantNotFound
from corridor.auth.roles import GROUP
from corridor.errors import NotFound


class GroupNotFound(NotFound):
    """There is no such group."""

    code = "group_not_found"


class RequestNotFound(NotFound):
    """The request was answered or taken back."""

    code = "request_not_found"


_LIVING = (RoleGrant.role == GROUP, RoleGrant.withdrawn_at.is_(None))


def list_groups(session: Session, *, me: UUID | None) -> Sequence[Any]:
    """The groups by name: how many are in each, whether I am, whether I decide, how many ask to join."""
    inside = select(func.count()).where(*_LIVING, RoleGrant.begun, RoleGrant.scope == Group.slug)
    mine = select(RoleGrant.id).where(*_LIVING, RoleGrant.scope == Group.slug, RoleGrant.account_id == me)
    owned = select(GroupOwner.slug).where(GroupOwner.slug == Group.slug, GroupOwner.account_id == me)
    asking = select(func.count()).where(GroupRequest.slug == Group.slug, GroupRequest.decided_at.is_(None))
    query = select(
        Group,
        inside.scalar_subquery().label("members"),
        mine.exists().label("is_member"),
        owned.exists().label("is_owner"),
        asking.scalar_subquery().label("asking"),
    )
    return session.execute(query.where(Group.closed_at.is_(None)).order_by(func.lower(Group.name))).all()


def get_group(session: Session, slug: str, *, lock: bool = False) -> Group:
    """The living group; locked, so that two changes come one after the other."""
    query = select(Group).where(Group.slug == slug, Group.closed_at.is_(None))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    group = session.scalars(query).one_or_none()
    if group is None:
        raise GroupNotFound(_("There is no such group."))
    return group


def is_taken(session: Session, slug: str) -> bool:
    """Whether a group has or had this slug."""
    return session.get(Group, slug) is not None


def owners_of(session: Session, slug: str) -> Sequence[Account]:
    """Who decides about the group."""
    query = select(Account).join(GroupOwner, GroupOwner.account_id == Account.account_id)
    return session.scalars(query.where(GroupOwner.slug == slug).order_by(Account.sort_name)).all()


def members_of(session: Session, slug: str) -> Sequence[Any]:
    """The memberships with their people, those to come last; `principal`: for whom an alternate stands in."""
    principal = aliased(Account)
    query = (
        select(RoleGrant, Account, principal.name.label("principal"))
        .join(Account, Account.account_id == RoleGrant.account_id)
        .join(principal, principal.account_id == RoleGrant.alternate_for, isouter=True)
        .where(*_LIVING, RoleGrant.scope == slug)
        .order_by(RoleGrant.begun.desc(), Account.sort_name, Account.account_id)
    )
    return session.execute(query).all()


def get_membership(session: Session, slug: str, grant_id: UUID) -> Any:
    """One membership with its person; raises NotFound when it has ended."""
    query = select(RoleGrant, Account).join(Account, Account.account_id == RoleGrant.account_id)
    row = session.execute(
        query.where(*_LIVING, RoleGrant.scope == slug, RoleGrant.id == grant_id)
    ).one_or_none()
    if row is None:
        raise GrantNotFound(_("This membership has already ended."))
    return row


def find_membership(session: Session, slug: str, account_id: UUID | None) -> RoleGrant | None:
    """The membership of an account, living or to come."""
    mine = (RoleGrant.scope == slug, RoleGrant.account_id == account_id)
    return session.scalars(select(RoleGrant).where(*_LIVING, *mine)).one_or_none()


def open_requests(session: Session, slug: str) -> Sequence[Any]:
    """Who asks to join, the earliest first."""
    query = select(GroupRequest, Account).join(Account, Account.account_id == GroupRequest.account_id)
    waiting = (GroupRequest.slug == slug, GroupRequest.decided_at.is_(None), Account.active)
    return session.execute(query.where(*waiting).order_by(GroupRequest.asked_at)).all()


def find_request(session: Session, slug: str, account_id: UUID | None) -> GroupRequest | None:
    """The open request of an account."""
    mine = and_(GroupRequest.slug == slug, GroupRequest.account_id == account_id)
    return session.scalars(select(GroupRequest).where(mine, GroupRequest.decided_at.is_(None))).one_or_none()


def get_request(session: Session, slug: str, request_id: UUID) -> GroupRequest:
    """An open request, locked."""
    query = select(GroupRequest).where(GroupRequest.id == request_id, GroupRequest.slug == slug)
    found = session.scalars(query.where(GroupRequest.decided_at.is_(None)).with_for_update()).one_or_none()
    if found is None:
        raise RequestNotFound(_("This request was answered or taken back."))
    return found


def group_options(session: Session) -> list[tuple[str, str]]:
    """The groups to choose from, by name."""
    query = select(Group.slug, Group.name).where(Group.closed_at.is_(None)).order_by(func.lower(Group.name))
    return [(row.slug, row.name) for row in session.execute(query)]
