"""Reading needs."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from forum_service.needs.models import OpenNeed


def newest_needs(session: Session, *, size: int = 5) -> Sequence[OpenNeed]:
    """The needs published last that are still open."""
    query = select(OpenNeed).where(OpenNeed.open).order_by(OpenNeed.published_at.desc()).limit(size)
    return session.scalars(query).all()
