"""The register as a file that can be edited in a spreadsheet and imported again."""

import csv
import io
from collections.abc import Iterable

from notify_service.register.models import Entry
from notify_service.register.reading import COLUMNS

# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(entries: Iterable[Entry]) -> bytes:
    """UTF-8 with the mark that spreadsheets recognise it by."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([plain_cell(getattr(entry, column)) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def plain_cell(value: object) -> str:
    """A value that no spreadsheet takes for a formula."""
    if isinstance(value, bool):
        return "yes" if value else ""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
