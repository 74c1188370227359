"""What a file is by what is in it; its name must then agree.

A name and a declared type say nothing: `report.pdf` may be a page with a script. Documents are looked into as
far as is needed to know them, archives are measured before anybody unpacks them.
"""

import re
import zipfile
import zlib
from pathlib import Path

from flask_babel import lazy_gettext as _

from forum_service.uploads.rules import BY_ENDING, KINDS, MEGABYTE, Refused, check_ending, ending_of

# What an archive may hold: members, bytes once unpacked, and bytes for each byte of it.
MEMBERS = 5000
UNPACKED = 300 * MEGABYTE
RATIO = 150
_NOTE = 1 * MEGABYTE

_OFFICE = "application/vnd.openxmlformats-officedocument."
_MAIN_PARTS = {
    "wordprocessingml.document.main+xml": f"{_OFFICE}wordprocessingml.document",
    "spreadsheetml.sheet.main+xml": f"{_OFFICE}spreadsheetml.sheet",
    "presentationml.presentation.main+xml": f"{_OFFICE}presentationml.presentation",
}
_MARKUP = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|script|svg|\?xml|iframe|meta|x?html:)", re.I | re.S
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
# Programs do not travel in archives either.
_PROGRAM = re.compile(
    r"\.(?:exe|dll|com|scr|msi|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|lnk|apk|html?|xhtml|svg)$", re.I
)
_ARCHIVE = re.compile(r"\.(?:zip|7z|rar|tar|t?gz|bz2|xz|zst|cab|iso)$", re.I)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def recognise(path: Path, name: str) -> str:
    """The media type of a file that is no picture; raises Refused where we take none such."""
    with path.open("rb") as stream:
        head = stream.read(64 * 1024)
    check_ending(name)
    found = _of_content(path, head, name)
    expected = BY_ENDING.get(ending_of(name), found)
    if expected != found and not _kin(expected, found):
        raise Refused(
            _(
                "The name says otherwise: this is a %(kind)s file, but it is called %(name)s.",
                kind=KINDS[found].word,
                name=name,
            )
        )
    return expected


def _of_content(path: Path, head: bytes, name: str) -> str:
    if head.startswith(b"%PDF-"):
        _check_pdf(path)
        return "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(path)
    if head.startswith(_OLD_OFFICE):
        raise Refused(
            _(
                "Files of the old Office formats, or locked by a password, are not taken. "
                "Please save it as DOCX, XLSX, PPTX or PDF."
            )
        )
    if _is_text(path, head):
        return "text/plain"
    raise Refused(_("This file is not what its name says, or it is damaged: %(name)s.", name=name))


def _kin(expected: str, found: str) -> bool:
    """Tables, notes and maps are texts."""
    return found == "text/plain" and (expected.startswith("text/") or expected.endswith("json"))


def _check_pdf(path: Path) -> None:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 4096))
        if b"startxref" not in stream.read():
            raise Refused(_("This PDF is not complete. Please send it again."))


def _is_text(path: Path, head: bytes) -> bool:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = path.read_bytes().decode(encoding)
    except UnicodeDecodeError:
        # An older encoding: letters we cannot know, but letters.
        text = path.read_bytes().decode("latin-1")
    if _MARKUP.match(text[:4096]):
        raise Refused(_("Web pages and SVG drawings are not taken. Please send a picture or a PDF."))
    return not _CONTROL.search(text)


def _of_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_bounds(members, size=path.stat().st_size)
            found = _of_office(archive) or _of_open_document(archive)
            if found is None:
                _check_members(members)
            return found or "application/zip"
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        raise Refused(_("This archive or document is damaged and cannot be opened.")) from None


def _check_bounds(members: list[zipfile.ZipInfo], *, size: int) -> None:
    """A few kilobytes may claim to be petabytes: believe the claim, and refuse it."""
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MEMBERS or unpacked > UNPACKED or packed > size:
        raise Refused(_("This archive would become too large when it is unpacked."))
    if unpacked > 10 * MEGABYTE and unpacked > RATIO * size:
        raise Refused(_("This archive would become too large when it is unpacked."))


def _of_office(archive: zipfile.ZipFile) -> str | None:
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names:
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(_("Documents with macros are not taken. Please save it without them."))
    parts = _read(archive, "[Content_Types].xml").decode("utf-8", "replace")
    if "macroEnabled" in parts:
        raise Refused(_("Documents with macros are not taken. Please save it without them."))
    return next((found for part, found in _MAIN_PARTS.items() if part in parts), None)


def _of_open_document(archive: zipfile.ZipFile) -> str | None:
    if "mimetype" not in archive.namelist():
        return None
    declared = _read(archive, "mimetype").decode("ascii", "replace").strip()
    return declared if declared in KINDS and declared.startswith("application/vnd.oasis") else None


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        name = member.filename
        if ".." in re.split(r"[/\\]", name) or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
            raise Refused(_("This archive has files that want to lie outside of it."))
        if _ARCHIVE.search(name):
            raise Refused(_("Archives within archives are not taken."))
        if _PROGRAM.search(name):
            raise Refused(_("Archives with programs or web pages in them are not taken."))


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(_NOTE)
