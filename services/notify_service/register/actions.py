"""Changing the register; each change leaves a line in the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from corridor.errors import Conflict
from notify_service.register.models import Change, Entry


@dataclass(frozen=True, kw_only=True)
class Hand:
    """Who changes something; nobody's id when a person did it by a link of their own."""

    id: UUID | None
    name: str


def add_entry(session: Session, by: Hand, values: Mapping[str, Any], *, now: datetime) -> Entry:
    """Put somebody into the register; raises Conflict when they are in it in this capacity."""
    entry = Entry(**values, created_at=now, changed_at=now)
    try:
        with session.begin_nested():
            session.add(entry)
    except IntegrityError as error:
        raise Conflict(_("This address stands in the register in this capacity already.")) from error
    note(session, entry, by, "added", now=now, after=filled(values))
    return entry


def change_entry(
    session: Session, entry: Entry, by: Hand, values: Mapping[str, Any], *, now: datetime
) -> None:
    """Correct an entry; another person in the same office is another entry."""
    before = {name: getattr(entry, name) for name in values if getattr(entry, name) != values[name]}
    if not before:
        return
    try:
        with session.begin_nested():
            for name in before:
                setattr(entry, name, values[name])
            if "email" in before:
                entry.declined_at = None
            entry.changed_at = now
    except IntegrityError as error:
        raise Conflict(_("This address stands in the register in this capacity already.")) from error
    after = {name: values[name] for name in before}
    note(session, entry, by, "changed", now=now, before=before, after=after)


def end_entry(session: Session, entry: Entry, by: Hand, *, now: datetime) -> None:
    """Take somebody out of the register; the entry stays as history."""
    if entry.ended_at is None:
        entry.ended_at = entry.changed_at = now
        note(session, entry, by, "ended", now=now)


def decline(session: Session, email: str, *, now: datetime) -> list[Entry]:
    """Write to this address no more, as the person asked; the entries that it stood in."""
    held = Entry.email == email, Entry.ended_at.is_(None), Entry.declined_at.is_(None)
    entries = list(session.scalars(select(Entry).where(*held).with_for_update()))
    for entry in entries:
        entry.declined_at = now
        note(session, entry, Hand(id=None, name=entry.name), "declined", now=now)
    return entries


def rejoin(session: Session, entry: Entry, by: Hand, *, now: datetime) -> None:
    """Write to somebody again who had asked not to be written to."""
    if entry.declined_at is not None:
        entry.declined_at = None
        note(session, entry, by, "rejoined", now=now)


def note(session: Session, entry: Entry, by: Hand, what: str, *, now: datetime, **facts: Any) -> None:
    """Write the line of the history; `facts` are `before`, `after` and `import_id`."""
    session.add(Change(entry_id=entry.id, at=now, by_id=by.id, by_name=by.name, what=what, **facts))


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of an entry, without what is not."""
    return {name: value for name, value in values.items() if value not in ("", None)}
