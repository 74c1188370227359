"""Reading the local copy of the accounts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.auth.roles import IAG_MEMBER
from forum_service.members.models import Member
from forum_service.sanctions.models import Kind, Sanction

_PERSON = (Member.account_id, Member.handle, Member.name, Member.organisation, Member.country, Member.roles)


def members_of_the_group(session: Session) -> Sequence[Any]:
    """The members of the advisory group by country and name."""
    mine = Member.active & Member.roles.contains([IAG_MEMBER])
    return session.execute(select(*_PERSON).where(mine).order_by(Member.country, Member.name)).all()


def people_by_id(session: Session, ids: Sequence[UUID]) -> dict[UUID, Any]:
    """Those of the accounts that are known here."""
    rows = session.execute(select(*_PERSON).where(Member.account_id.in_(ids))).all() if ids else []
    return {row.account_id: row for row in rows}


def find_name(session: Session, account_id: UUID) -> Any | None:
    """The person, if known here."""
    return people_by_id(session, [account_id]).get(account_id)


def roles_of(session: Session, account_id: UUID) -> Sequence[str]:
    """The roles somebody holds as the forum knows them; none where they are unknown or closed."""
    held = select(Member.roles).where(Member.account_id == account_id, Member.active)
    return session.scalars(held).one_or_none() or []


def language_of(session: Session, account_id: UUID) -> str:
    """The language somebody reads the site in; English where they are unknown."""
    return session.scalar(select(Member.ui_language).where(Member.account_id == account_id)) or "en"


def is_suspended(session: Session, account_id: UUID) -> bool:
    """Whether a measure keeps the member from reading the forums at this moment."""
    over = Sanction.ends_at.is_(None) | (Sanction.ends_at > func.now())
    holds = (Sanction.kind == Kind.SUSPENSION) & Sanction.lifted_at.is_(None) & over
    return bool(session.scalar(select(exists().where(Sanction.account_id == account_id, holds))))


def find_viewer(session: Session, account_id: UUID) -> Viewer | None:
    """The member as a viewer, as they are now: a feed key or a job asks in their name, without a request.

    None where the account is unknown, closed or suspended.
    """
    member = session.get(Member, account_id, populate_existing=True)
    if member is None or not member.active or is_suspended(session, account_id):
        return None
    return Viewer(
        id=member.account_id,
        name=member.name,
        handle=member.handle,
        email=member.email,
        organisation=member.organisation,
        country=member.country,
        roles=frozenset(member.roles),
        language=member.ui_language,
        time_zone=member.time_zone,
    )


def find_by_handle(session: Session, handle: str) -> Any | None:
    """The person with this handle, if known here."""
    named = func.lower(Member.handle) == handle.lower()
    return session.execute(select(*_PERSON).where(named).limit(1)).one_or_none()
