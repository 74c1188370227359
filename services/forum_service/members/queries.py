"""Reading the local copy of the accounts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.auth.roles import IAG_MEMBER
from forum_service.members.models import Member

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
