"""Reading who thanked."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, select, text
from sqlalchemy.orm import Session

from forum_service.thanks.models import Thanks

SHOWN = 500
_PEOPLE = text(
    """
    SELECT COALESCE(m.name, '') AS name, COALESCE(m.handle, '') AS handle,
        COALESCE(m.organisation, '') AS organisation, COALESCE(m.country, '') AS country, h.given_at
    FROM thanks h LEFT JOIN members m ON m.account_id = h.account_id
    WHERE h.post_id = :post ORDER BY h.given_at DESC LIMIT :size
    """
)


def people_who_thanked(session: Session, post_id: int) -> Sequence[Row[Any]]:
    """Everybody who thanked for a post, the latest first."""
    return session.execute(_PEOPLE, {"post": post_id, "size": SHOWN}).all()


def has_thanked(session: Session, post_id: int, account_id: UUID | None) -> bool:
    """Whether somebody thanked for a post."""
    given = exists().where(Thanks.post_id == post_id, Thanks.account_id == account_id)
    return bool(session.scalar(select(given)))
