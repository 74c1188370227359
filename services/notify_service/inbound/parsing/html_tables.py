"""Tables that hold data, not the layout of a letter."""

import re
from typing import Any

from notify_service.inbound.parsing.html_inline import BLOCKS, inline

_MAX_CELL = 300


def rows_of(table: Any) -> list[str]:
    """The rows in the notation of Markdown; none when the table only places things on the page."""
    if table.find(".//table") is not None or table.find(".//blockquote") is not None:
        return []
    rows = [[_cell(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if any(row)]
    width = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or width < 2 or width > 20 or not _is_data(rows, width):
        return []
    full = [row + [""] * (width - len(row)) for row in rows]
    return [_row(full[0]), _row(["---"] * width), *(_row(row) for row in full[1:])]


def _is_data(rows: list[list[str]], width: int) -> bool:
    short = all(len(cell) <= _MAX_CELL for row in rows for cell in row)
    filled = sum(1 for row in rows for cell in row if cell)
    headers = sum(1 for row in rows if re.match(r"[^|]{1,20}[:：]\**$", row[0]))
    return short and filled * 2 > len(rows) * width and headers * 2 <= len(rows)


def _cell(cell: Any) -> str:
    if sum(1 for inner in cell.iterdescendants() if inner.tag in BLOCKS) > 12:
        return "x" * (_MAX_CELL + 1)
    return re.sub(r"\s+", " ", inline(cell)).replace("|", "\\|").strip()


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
