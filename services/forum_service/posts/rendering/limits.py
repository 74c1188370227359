"""What is refused before it is parsed."""

import re

from flask_babel import lazy_gettext as _

from corridor.errors import Invalid

TABLE_COLUMNS = 30

# The line below a table's head decides its width; it may stand in quotations and lists.
_DELIMITER_ROW = re.compile(r"[\s>*+\d.)|:-]*-[\s|:-]*")


def check_tables(raw: str) -> None:
    """Refuse tables of more than 30 columns: the time to parse one grows with the square of its width."""
    for line in raw.splitlines():
        if line.count("|") > TABLE_COLUMNS - 1 and _columns(line) > TABLE_COLUMNS:
            message = _("A table may have at most %(count)s columns.", count=TABLE_COLUMNS)
            raise Invalid(message, errors={"raw": [message]})


def _columns(line: str) -> int:
    if not _DELIMITER_ROW.fullmatch(line):
        return 0
    return sum(1 for cell in line.split("|") if "-" in cell)
