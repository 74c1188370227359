"""Taking a whole file over: tried first, applied when somebody has seen what it does."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import text
from sqlalchemy.orm import Session

from corridor.errors import Conflict
from notify_service.register.actions import Hand, filled, note
from notify_service.register.comparing import Changed, Plan, compare
from notify_service.register.models import Entry, Import
from notify_service.register.queries import current_entries
from notify_service.register.reading import Reading, Row, read_register
from notify_service.register.rules import FIELDS


class OtherPlan(Conflict):
    """The register has changed since the file was tried."""

    code = "other_plan"


def keep_import(
    session: Session, by: Hand, *, name: str, content: str, complete: bool, now: datetime
) -> Import:
    """Keep a file that can be read, to show what it would change; raises Invalid with the reason."""
    read_register(content)
    shown = "".join(sign for sign in name if sign.isprintable())[:200] or "register.csv"
    words: dict[str, Any] = {"name": shown, "content": content, "complete": complete}
    row = Import(**words, by_id=by.id, by_name=by.name, created_at=now)
    session.add(row)
    session.flush()
    return row


def try_import(session: Session, row: Import) -> tuple[Reading, Plan]:
    """What the file says and what it would change now; nothing is written."""
    reading = read_register(row.content)
    return reading, compare(reading.rows, current_entries(session), complete=row.complete)


def apply_import(session: Session, row: Import, by: Hand, *, mark: str, now: datetime) -> Plan:
    """Change the register as the file wants it, if that is still what was shown under `mark`.

    Lines with mistakes are left out, as the page said.
    """
    # One import at a time: two that add the same person would stop each other half-way.
    session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('register import', 0))"))
    if row.applied_at is not None:
        raise Conflict(_("This file has been taken over already."))
    _reading, plan = try_import(session, row)
    if plan.mark != mark:
        raise OtherPlan(_("The register has changed meanwhile. Please look again at what would happen."))
    how: dict[str, Any] = {"now": now, "import_id": row.id}
    _add(session, plan.added, by, **how)
    _change(session, plan.changed, by, **how)
    for entry in plan.ended:
        entry.ended_at = entry.changed_at = now
        note(session, entry, by, "ended", **how)
    row.applied_at = now
    row.added, row.changed, row.ended = len(plan.added), len(plan.changed), len(plan.ended)
    return plan


def _add(session: Session, rows: tuple[Row, ...], by: Hand, *, now: datetime, **how: Any) -> None:
    entries = [Entry(**_values(row), created_at=now, changed_at=now) for row in rows]
    session.add_all(entries)
    session.flush()
    for entry, row in zip(entries, rows, strict=True):
        note(session, entry, by, "added", now=now, after=filled(_values(row)), **how)


def _change(session: Session, changes: tuple[Changed, ...], by: Hand, *, now: datetime, **how: Any) -> None:
    for one in changes:
        for name, (_before, after) in one.fields.items():
            setattr(one.entry, name, after)
        one.entry.changed_at = now
        before, after = ({name: pair[place] for name, pair in one.fields.items()} for place in (0, 1))
        note(session, one.entry, by, "changed", now=now, before=before, after=after, **how)


def _values(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("kind", "party", "email", *FIELDS)}
