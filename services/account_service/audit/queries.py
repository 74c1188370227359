"""Read the record, and check that nobody changed it."""

from contextlib import closing
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from account_service.audit import rules
from account_service.audit.facts import facts
from account_service.audit.models import AuditRow


def all_rows() -> Select[Any]:
    """The record, to be paged through from its end."""
    return select(AuditRow)


def first_broken(session: Session) -> int | None:
    """The id of the first row that does not follow from the one before; None when the chain holds."""
    previous = rules.BEGINNING
    query = select(AuditRow).order_by(AuditRow.id).execution_options(yield_per=500)
    with closing(session.scalars(query)) as rows:
        for row in rows:
            expected = rules.row_hash(previous, at=row.at, facts=facts(row))
            if (row.previous_hash, row.hash) != (previous, expected):
                return row.id
            previous = row.hash
    return None
