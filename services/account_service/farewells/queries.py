"""Wishes to leave."""

from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from account_service.farewells.models import Farewell
from corridor.errors import NotFound


def find_farewell(session: Session, account_id: UUID | None, *, lock: bool = False) -> Farewell | None:
    """The wish that still waits for its day."""
    query = select(Farewell).where(
        Farewell.account_id == account_id, Farewell.undone_at.is_(None), Farewell.done_at.is_(None)
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def get_farewell(session: Session, account_id: UUID | None) -> Farewell:
    """The wish that still waits, locked."""
    found = find_farewell(session, account_id, lock=True)
    if found is None:
        raise NotFound(_("You have not asked to leave."))
    return found
