"""What a file would change in the register; nothing is written here."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from notify_service.register.models import Entry
from notify_service.register.reading import Row
from notify_service.register.rules import FIELDS

Key = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Changed:
    """An entry that stays, with what differs: field to (before, after)."""

    entry: Entry
    row: Row
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All that would happen, and how many entries stay as they are."""

    added: tuple[Row, ...]
    changed: tuple[Changed, ...]
    ended: tuple[Entry, ...]
    same: int

    @property
    def mark(self) -> str:
        """Another one as soon as anything else would happen."""
        parts = [
            *(f"+{row}" for row in self.added),
            *(f"~{one.entry.id}{one.fields}" for one in self.changed),
            *(f"-{entry.id}" for entry in self.ended),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]

    @property
    def empty(self) -> bool:
        """Whether the register is as the file has it."""
        return not (self.added or self.changed or self.ended)


def compare(rows: Iterable[Row], current: Mapping[Key, Entry], *, complete: bool) -> Plan:
    """What makes the current entries those of the file.

    With `complete` those leave whom the file does not name, among the kinds that it names at all.
    """
    rows = tuple(rows)
    known = [(row, current[row.key]) for row in rows if row.key in current]
    changed = tuple(
        Changed(entry=entry, row=row, fields=fields)
        for row, entry in known
        if (fields := _differences(row, entry))
    )
    kinds, named = {row.kind for row in rows}, {row.key for row in rows}
    gone = (entry for key, entry in current.items() if complete and key[0] in kinds and key not in named)
    return Plan(
        added=tuple(row for row in rows if row.key not in current),
        changed=changed,
        ended=tuple(gone),
        same=len(known) - len(changed),
    )


def _differences(row: Row, entry: Entry) -> dict[str, tuple[Any, Any]]:
    pairs = {name: (getattr(entry, name), getattr(row, name)) for name in FIELDS}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
