"""Reading files of people."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from account_service.accounts.folding import email_key
from account_service.bulk.models import Batch, Line
from account_service.invitations.models import Invitation
from corridor.errors import NotFound

RECENT = 50


class BatchNotFound(NotFound):
    """There is no such list."""

    code = "batch_not_found"


def recent_batches(session: Session) -> Sequence[Any]:
    """The latest files with how many lines they have, and how many of them wait."""
    lines = select(func.count()).where(Line.batch_id == Batch.id)
    query = select(
        Batch,
        lines.scalar_subquery().label("lines"),
        lines.where(Line.state == "waiting").scalar_subquery().label("waiting"),
    )
    return session.execute(query.order_by(Batch.made_at.desc()).limit(RECENT)).all()


def get_batch(session: Session, batch_id: UUID, *, lock: bool = False) -> Batch:
    """One file."""
    query = select(Batch).where(Batch.id == batch_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    batch = session.scalars(query).one_or_none()
    if batch is None:
        raise BatchNotFound(_("There is no such list."))
    return batch


def lines_of(session: Session, batch: Batch) -> Sequence[Line]:
    """The lines, those with something wrong first."""
    query = select(Line).where(Line.batch_id == batch.id)
    return session.scalars(query.order_by(Line.state != "wrong", Line.state != "double", Line.number)).all()


def counts_of(session: Session, batch: Batch) -> dict[str, int]:
    """How many lines there are of each state."""
    query = select(Line.state, func.count().label("lines")).where(Line.batch_id == batch.id)
    return {row.state: row.lines for row in session.execute(query.group_by(Line.state))}


def invited_already(session: Session, emails: Collection[str], *, now: datetime) -> set[str]:
    """Those of the addresses (folded) to which an open invitation is under way."""
    keys = {email_key(email) for email in emails}
    query = select(Invitation.email_key).where(
        Invitation.email_key.in_(keys),
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now,
    )
    return set(session.scalars(query))
