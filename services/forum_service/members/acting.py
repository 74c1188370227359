"""Somebody as a viewer without a request: for what the worker does in their name."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.members.models import Member


def find_acting(session: Session, account_id: UUID) -> Viewer | None:
    """The member with the roles held now; None where the account is unknown or closed."""
    mine = select(Member).where(Member.account_id == account_id, Member.active)
    member = session.scalars(mine).one_or_none()
    if member is None:
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
        via="cookie",
    )
