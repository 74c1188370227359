"""What may be attached, how it is called, and how a text refers to it."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask_babel import lazy_gettext as _

from corridor.errors import Invalid

MEGABYTE = 1_000_000
# The boxes that thumbnails are made for.
THUMBS = (320, 800)
# A row of uploads.models.Upload takes 200.
NAME = 120


class Refused(Invalid):
    """A file that is not kept; the message stands at the field where it was chosen."""

    code = "file_refused"

    def __init__(self, message: object) -> None:
        super().__init__(message, errors={"file": [message]})


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type of file: the endings its name may have, the first of them ours, and the word people know."""

    endings: tuple[str, ...]
    word: str
    picture: bool = False
    # Whether there are words in it to be read.
    text: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
KINDS = {
    "image/png": Kind(endings=("png",), word="PNG", picture=True),
    "image/jpeg": Kind(endings=("jpg", "jpeg"), word="JPEG", picture=True),
    "image/webp": Kind(endings=("webp",), word="WebP", picture=True),
    "image/gif": Kind(endings=("gif",), word="GIF", picture=True),
    "application/pdf": Kind(endings=("pdf",), word="PDF", text=True),
    f"{_OFFICE}wordprocessingml.document": Kind(endings=("docx",), word="DOCX", text=True),
    f"{_OFFICE}spreadsheetml.sheet": Kind(endings=("xlsx",), word="XLSX", text=True),
    f"{_OFFICE}presentationml.presentation": Kind(endings=("pptx",), word="PPTX", text=True),
    f"{_OPEN}text": Kind(endings=("odt",), word="ODT", text=True),
    f"{_OPEN}spreadsheet": Kind(endings=("ods",), word="ODS", text=True),
    f"{_OPEN}presentation": Kind(endings=("odp",), word="ODP", text=True),
    "text/plain": Kind(endings=("txt",), word="TXT", text=True),
    "text/markdown": Kind(endings=("md",), word="MD", text=True),
    "text/csv": Kind(endings=("csv",), word="CSV", text=True),
    "text/tab-separated-values": Kind(endings=("tsv",), word="TSV", text=True),
    "application/json": Kind(endings=("json",), word="JSON", text=True),
    "application/geo+json": Kind(endings=("geojson",), word="GeoJSON", text=True),
    "application/zip": Kind(endings=("zip",), word="ZIP"),
}
# What the field of a form offers.
ENDINGS = tuple(ending for kind in KINDS.values() for ending in kind.endings)
BY_ENDING = {ending: media_type for media_type, kind in KINDS.items() for ending in kind.endings}

# Control characters, and the marks that turn the direction: "gpj.exe" must not read "exe.jpg".
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!@$])")
_PATH = r"/forum/files/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
FILE_PATH = re.compile(_PATH + r"(?:/[^\s()<>\"]*)?")


def tidy_name(typed: str) -> str:
    """The name of a file without folders, unseen characters and excess; "file" where nothing is left."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", _UNSEEN.sub("", typed)))[-1]
    name = _SPACE.sub(" ", last).strip(" .").replace('"', "'")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:NAME] or "file"
    return f"{stem[: NAME - len(ending) - 1].rstrip(' .') or 'file'}.{ending.lower()}"


def ending_of(name: str) -> str:
    """What stands behind the last dot of a tidy name."""
    return name.rpartition(".")[2] if "." in name else ""


def named_as(name: str, media_type: str) -> str:
    """The name with an ending of its type: a picture sent under a wrong one gets the right one."""
    kind = KINDS[media_type]
    if ending_of(name) in kind.endings:
        return name
    stem = name.rpartition(".")[0] if ending_of(name) in ENDINGS else name
    return f"{stem}.{kind.endings[0]}"


def check_size(size: int, *, most: int) -> None:
    """Refuse what is empty or larger than `most` bytes."""
    if size <= 0:
        raise Refused(_("This file is empty."))
    if size > most:
        raise Refused(_("A file may have at most %(size)s.", size=size_in_words(most)))


def check_ending(name: str) -> None:
    """Refuse by its name what would be refused by its content, before all of it has been sent."""
    if "." in name and ending_of(name) not in ENDINGS:
        raise Refused(
            _(
                "Files of this type are not taken. You can attach pictures, PDF, DOCX, XLSX, PPTX, ODT, "
                "ODS, ODP, text, CSV and ZIP."
            )
        )


def largest_body(settings: Any) -> int:
    """The largest request with a file in it: with room, so that a file a little too large is told so."""
    return int(settings.upload_size * MEGABYTE * 1.25) + MEGABYTE


def check_quota(used: int, size: int, *, quota: int) -> None:
    """Refuse what would go beyond a member's room."""
    if used + size > quota:
        raise Refused(
            _(
                "There is no room for this file: you keep %(used)s of %(quota)s. "
                'Delete files you need no longer under "My files".',
                used=size_in_words(used),
                quota=size_in_words(quota),
            )
        )


def size_in_words(size: int) -> str:
    """A size as people read it; the same in all languages, since it stands in stored posts too."""
    if size < 1000:
        return f"{size} B"
    for unit, factor in (("kB", 1000), ("MB", MEGABYTE)):
        if size < factor * 999.5:
            return f"{size / factor:.{1 if size < 10 * factor else 0}f} {unit}"
    return f"{size / 1e9:.1f} GB"


def file_url(upload_id: UUID, name: str, *, box: int | None = None) -> str:
    """Where the bytes are; with `box` those of the thumbnail made for it."""
    middle = f"/{box}" if box else ""
    return f"/forum/files/{upload_id}{middle}/{quote(name, safe='')}"


def page_url(upload_id: UUID) -> str:
    """The page about a file: what it is, its text, where it is used."""
    return f"/forum/files/{upload_id}"


def markdown_of(upload_id: UUID, name: str, media_type: str) -> str:
    """How a text shows or names the file."""
    sign = "!" if KINDS[media_type].picture else ""
    shown = _MARKS.sub(r"\\\1", name)
    return f"{sign}[{shown}]({file_url(upload_id, name)})"


def with_link(raw: str, link: str) -> str:
    """A text with a file at its end."""
    return f"{raw.rstrip()}\n\n{link}\n".lstrip()


def files_in(text: str) -> list[UUID]:
    """The files that a text refers to, each once, in the order of the text."""
    return list(dict.fromkeys(UUID(found) for found in re.findall(_PATH, text)))
