"""Which files may go with a notification."""

import re
import unicodedata
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from corridor.errors import Invalid

MEGABYTE = 1_000_000
LARGEST = 20 * MEGABYTE
# All files of one notification together.
ROOM = 60 * MEGABYTE
MOST = 20
# The largest request with a file in it: with room, so that a file a little too large is told so.
LARGEST_BODY = 27 * MEGABYTE

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_ZIP = b"PK\x03\x04"
# The ending of a name, its type, and how such a file begins.
TYPES: dict[str, tuple[str, bytes]] = {
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": (f"{_OFFICE}wordprocessingml.document", _ZIP),
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", _ZIP),
    "pptx": (f"{_OFFICE}presentationml.presentation", _ZIP),
    "odt": (f"{_OPEN}text", _ZIP),
    "ods": (f"{_OPEN}spreadsheet", _ZIP),
    "odp": (f"{_OPEN}presentation", _ZIP),
    "png": ("image/png", b"\x89PNG\r\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "csv": ("text/csv", b""),
    "txt": ("text/plain", b""),
    "zip": ("application/zip", _ZIP),
}
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A file that may be kept."""

    name: str
    media_type: str
    data: bytes


def check_file(filename: str, data: bytes) -> Checked:
    """The file under a tidy name; raises Invalid with the reason."""
    name = _tidy(filename)
    ending = name.rpartition(".")[2].lower()
    media_type, begins = TYPES.get("jpg" if ending == "jpeg" else ending, ("", b""))
    if not data:
        raise refused(_("This file is empty."))
    if len(data) > LARGEST:
        raise refused(_("A file may have at most %(size)s MB.", size=LARGEST // MEGABYTE))
    if not media_type:
        raise refused(_("Files of this type are not taken: %(types)s.", types=", ".join(TYPES)))
    if not data.startswith(begins) or (not begins and b"\x00" in data):
        raise refused(_("The content of this file is not what its name says."))
    return Checked(name=name, media_type=media_type, data=data)


def check_room(used: int, count: int, file: Checked) -> None:
    """Refuse what would be too much for one notification."""
    if count >= MOST or used + len(file.data) > ROOM:
        most = {"count": MOST, "size": ROOM // MEGABYTE}
        raise refused(_("At most %(count)s files with %(size)s MB together go with a notification.", **most))


def _tidy(filename: str) -> str:
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", _UNSEEN.sub("", filename)))[-1]
    stem, dot, ending = " ".join(last.replace('"', "'").split()).strip(" .").rpartition(".")
    return f"{stem[:110] or 'file'}.{ending[:10].lower()}" if dot else (ending[:120] or "file")


def refused(message: object) -> Invalid:
    """What is wrong, at the field where the file was chosen."""
    return Invalid(message, errors={"file": [message]})
