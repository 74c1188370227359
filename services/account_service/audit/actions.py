"""Write the record, in the transaction of the act itself."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from account_service.audit import rules
from account_service.audit.facts import facts
from account_service.audit.models import AuditRow
from corridor import clock

# Any number, the same for all writers: rows of the chain are written one after another.
_TURN = 0x0A0D17


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts; the command line of the server has no id."""

    id: UUID | None
    name: str
    ip: str = ""


def write_down(
    session: Session,
    actor: Actor,
    act: str,
    *,
    subject_id: UUID | None = None,
    subject_name: str = "",
    on: str = "",
    **details: Any,
) -> AuditRow:
    """Add a row to the chain."""
    session.execute(select(func.pg_advisory_xact_lock(_TURN)))
    previous = session.scalar(select(AuditRow.hash).order_by(AuditRow.id.desc()).limit(1))
    row = AuditRow(
        at=clock.now(),
        actor_id=actor.id,
        actor_name=actor.name,
        subject_id=subject_id,
        subject_name=subject_name,
        act=act,
        object=on,
        ip=rules.network_of(actor.ip),
        details=details,
        previous_hash=previous or rules.BEGINNING,
    )
    row.hash = rules.row_hash(row.previous_hash, at=row.at, facts=facts(row))
    session.add(row)
    session.flush()
    return row
