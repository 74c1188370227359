"""Reading members."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from notify_service.members.models import Member


def find_zone(session: Session, account_id: UUID) -> str | None:
    """The time zone of a member; None when the account is not known here yet."""
    return session.scalar(select(Member.time_zone).where(Member.account_id == account_id))
