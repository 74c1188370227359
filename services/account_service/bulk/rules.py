"""Reading a file of people: its heading, its lines, and what is wrong with each."""

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _
from marshmallow import ValidationError, validate

from account_service.accounts.folding import email_key, fold
from account_service.roles.rules import is_grantable
from account_service.roles.terms import Term, check_term
from corridor.auth.roles import GROUP, parse
from corridor.errors import Invalid

MOST_LINES = 2000
MOST_BYTES = 1_000_000
COLUMNS = ("email", "name", "language", "roles", "groups", "starts_on", "ends_on")
# As people head their columns; compared without capitals, accents, spaces and signs.
_HEADINGS = {
    "email": "email",
    "mail": "email",
    "emailaddress": "email",
    "courriel": "email",
    "correo": "email",
    "name": "name",
    "fullname": "name",
    "nom": "name",
    "nombre": "name",
    "language": "language",
    "langue": "language",
    "idioma": "language",
    "role": "roles",
    "roles": "roles",
    "group": "groups",
    "groups": "groups",
    "startson": "starts_on",
    "from": "starts_on",
    "firstday": "starts_on",
    "endson": "ends_on",
    "until": "ends_on",
    "lastday": "ends_on",
}
_is_email = validate.Email()
_SPLIT = re.compile(r"[\s,;|]+")


@dataclass(kw_only=True)
class Entry:
    """One line: as typed, as understood, and what is wrong with it."""

    number: int
    typed: dict[str, str]
    email: str = ""
    name: str = ""
    language: str = "en"
    roles: list[str] = field(default_factory=list)
    starts_on: date | None = None
    ends_on: date | None = None
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What roles can be for, and today."""

    centres: Collection[str]
    groups: Collection[str]
    languages: Collection[str]
    today: date


def text_of(data: bytes) -> str:
    """The text of a file, as spreadsheets save it in the world."""
    if len(data) > MOST_BYTES:
        raise _wrong(_("This file is too large: at most one megabyte."))
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", errors="replace")


def read_entries(text: str, known: Known) -> list[Entry]:
    """The lines of a file; raises Invalid when it is none of people."""
    rows = list(_rows(text.replace("\x00", "")))
    if not rows:
        raise _wrong(_("The file is empty."))
    _number, heading = rows[0]
    columns = [_HEADINGS.get(re.sub(r"[^a-z]", "", fold(cell)), "") for cell in heading]
    if "email" not in columns:
        raise _wrong(_("The first line must name the columns, one of them: email."))
    if len(rows) == 1:
        raise _wrong(_("There is nobody below the heading."))
    if len(rows) - 1 > MOST_LINES:
        raise _wrong(_("At most %(count)s lines at a time.", count=MOST_LINES))
    entries = [_entry(number, columns, row, known) for number, row in rows[1:]]
    _mark_doubles(entries)
    return entries


def _wrong(message: str) -> Invalid:
    return Invalid(message, errors={"_file": [message]})


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that are not empty, with their numbers."""
    first = text.lstrip("\n").partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=separator), start=1):
            if any(cell.strip() for cell in row):
                yield number, [" ".join(cell.split()) for cell in row]
    except csv.Error as error:
        raise _wrong(_("This is no table that can be read.")) from error


def _entry(number: int, columns: list[str], row: list[str], known: Known) -> Entry:
    typed = {name: cell[:300] for name, cell in zip(columns, row, strict=False) if name and cell}
    entry = Entry(number=number, typed=typed)
    entry.email, entry.name = typed.get("email", "")[:254], typed.get("name", "")[:100]
    entry.language = typed.get("language", "en").lower()[:2]
    entry.roles = _roles(typed)
    entry.starts_on = _day(entry, "starts_on")
    entry.ends_on = _day(entry, "ends_on")
    entry.errors += _errors(entry, known)
    if entry.language not in known.languages:
        entry.errors.append(_("Language “%(word)s” is not one of ours.", word=entry.language))
        entry.language = "en"
    return entry


def _roles(typed: dict[str, str]) -> list[str]:
    roles = [role for role in _SPLIT.split(typed.get("roles", "")) if role]
    groups = [slug for slug in _SPLIT.split(typed.get("groups", "")) if slug]
    return sorted({*roles, *(f"{GROUP}:{slug.removeprefix(GROUP + ':')}" for slug in groups)})


def _day(entry: Entry, name: str) -> date | None:
    word = entry.typed.get(name, "")
    if not word:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        entry.errors.append(_("“%(word)s” is no day: write 2027-12-31.", word=word[:30]))
        return None


def _errors(entry: Entry, known: Known) -> Iterator[str]:
    try:
        _is_email(entry.email)
    except ValidationError:
        yield _("“%(word)s” is no e-mail address.", word=entry.email[:80])
    if not entry.roles:
        yield _("No role and no group.")
    for role in map(parse, entry.roles):
        if not is_grantable(role.name, role.scope, centres=known.centres, groups=known.groups):
            yield _("There is no role or group “%(word)s”.", word=str(role)[:80])
    try:
        check_term(Term(starts_on=entry.starts_on, ends_on=entry.ends_on), today=known.today)
    except Invalid as error:
        yield str(error.message)


def _mark_doubles(entries: list[Entry]) -> None:
    seen: dict[str, int] = {}
    for entry in entries:
        key = email_key(entry.email)
        if key and key in seen:
            entry.errors.append(_("The same address as in line %(number)s.", number=seen[key]))
        seen.setdefault(key, entry.number)


def for_spreadsheets(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
