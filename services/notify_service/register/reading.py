"""Reading a register out of a CSV file: its rows, and what is wrong in which line."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from corridor.errors import Invalid
from notify_service.register.rules import KINDS, LANGUAGES, ORGANISATION, find_party, tidy_address

# Room for the register of the whole world, several times over.
MOST_BYTES = 5_000_000
MOST_ROWS = 20_000
_LONGEST = {"title": 40, "name": 200, "position": 200, "organisation": 300, "phone": 60}

# How people call the columns; the first name is ours, and what an export writes.
COLUMNS: dict[str, tuple[str, ...]] = {
    "kind": ("kind", "type", "focal point", "designation"),
    "party": ("party", "country", "iso", "iso2", "government"),
    "title": ("title", "salutation", "prefix"),
    "name": ("name", "full name", "person"),
    "position": ("position", "function", "job title"),
    "organisation": ("organisation", "organization", "institution"),
    "email": ("email", "e-mail", "mail", "address"),
    "phone": ("phone", "telephone", "tel"),
    "language": ("language", "lang"),
    "deputy": ("deputy", "alternate"),
}
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_NEEDED = ("kind", "name", "email")
_YES = frozenset({"yes", "y", "1", "true", "x", "deputy", "oui", "sí", "si", "да", "是", "نعم"})


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry as a file has it; `line` is where."""

    line: int
    kind: str
    party: str
    title: str
    name: str
    position: str
    organisation: str
    email: str
    phone: str
    language: str
    deputy: bool

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same entry as one of the register."""
        return self.kind, self.party, self.email


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """What is wrong in a line."""

    line: int
    message: LazyString


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A file as it was understood."""

    rows: tuple[Row, ...]
    mistakes: tuple[Mistake, ...]


def decode(data: bytes) -> str:
    """The text of a file as spreadsheets save it: UTF-8, UTF-16, else the Western code page."""
    if len(data) > MOST_BYTES:
        raise _refused(_("This file is too large for a register."))
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _refused(_("This is no text file. Save the sheet as CSV and send that."))


def read_register(text: str) -> Reading:
    """Every row that can be taken over, and every one that cannot, with the reason."""
    rows: list[Row] = []
    mistakes: list[Mistake] = []
    seen: dict[tuple[str, str, str], int] = {}
    for line, values in _lines(text):
        row = _row(line, values)
        if isinstance(row, Mistake):
            mistakes.append(row)
        elif row.key in seen:
            again = _("This entry stands in line %(line)s already.", line=seen[row.key])
            mistakes.append(Mistake(line=line, message=again))
        else:
            seen[row.key] = line
            rows.append(row)
    return Reading(rows=tuple(rows), mistakes=tuple(mistakes))


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines that are not empty, with our names of the columns."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        names = _names(next(reader, []))
        for count, cells in enumerate(reader):
            if count >= MOST_ROWS:
                raise _refused(_("This file has too many lines for a register."))
            if any(cell.strip() for cell in cells):
                pairs = zip(names, cells, strict=False)
                yield reader.line_num, {name: _tidy(cell) for name, cell in pairs if name}
    except csv.Error as error:
        raise _refused(
            _("This is no CSV file: line %(line)s cannot be read.", line=reader.line_num)
        ) from error


def _tidy(cell: str) -> str:
    """The words of a cell, without what an export put before those that look like a formula."""
    words = " ".join(_UNSEEN.sub("", cell).split())
    return words[1:] if words[:1] == "'" and words[1:2] in tuple("=+-@") else words


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max((",", ";", "\t"), key=head.count)


def _names(header: list[str]) -> list[str]:
    known = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
    names = [known.get(" ".join(cell.casefold().split()), "") for cell in header]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise _refused(
            _("The first line has to name the columns. Missing: %(names)s.", names=", ".join(missing))
        )
    return names


def _row(line: int, values: dict[str, str]) -> Row | Mistake:
    kind = values.get("kind", "").upper()
    party = find_party(values["party"]) if values.get("party") else ""
    email = tidy_address(values.get("email", ""))
    language = values.get("language", "").casefold() or "en"
    wrong = _wrong(kind, party, email, language, values)
    if wrong is not None:
        return Mistake(line=line, message=wrong)
    return Row(
        line=line,
        kind=kind,
        party=party or "",
        email=email or "",
        language=language,
        deputy=values.get("deputy", "").casefold() in _YES,
        **{name: values.get(name, "") for name in _LONGEST},
    )


def _wrong(
    kind: str, party: str | None, email: str | None, language: str, values: dict[str, str]
) -> LazyString | None:
    too_long = next((name for name, most in _LONGEST.items() if len(values.get(name, "")) > most), None)
    checks = (
        (kind in KINDS, _("There is no kind “%(kind)s”.", kind=values.get("kind", ""))),
        (party is not None, _("There is no Party “%(party)s”.", party=values.get("party", ""))),
        (bool(party) or kind == ORGANISATION, _("A focal point needs a Party.")),
        (bool(values.get("name")), _("The name is missing.")),
        (email is not None, _("“%(address)s” is no mail address.", address=values.get("email", ""))),
        (language in LANGUAGES, _("The language has to be one of ar, en, es, fr, ru, zh.")),
        (too_long is None, _("What stands under “%(column)s” is too long.", column=too_long or "")),
    )
    return next((message for right, message in checks if not right), None)


def _refused(message: LazyString) -> Invalid:
    return Invalid(message, errors={"file": [message]})
