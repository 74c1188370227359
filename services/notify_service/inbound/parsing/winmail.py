"""What Outlook packed into winmail.dat."""

import logging
import re
from struct import unpack_from

from notify_service.inbound.parsing.charsets import to_text
from notify_service.inbound.parsing.rich_text import read_rtf
from notify_service.inbound.parsing.shapes import Attachment

# The library copies the rest of the file for each object in it.
_MAX_LABOUR = 3_000_000_000
_SIGNATURE = b"\x78\x9f\x3e\x22"


def unpack_winmail(data: bytes) -> tuple[str, str, list[Attachment]] | None:
    """Its text, its HTML and its files; None when it is nothing of the kind."""
    if not data.startswith(_SIGNATURE) or _labour(data) > _MAX_LABOUR:
        return None
    from tnefparse import TNEF

    logging.getLogger("tnefparse").setLevel(logging.CRITICAL)
    try:
        found = TNEF(data, do_checksum=False)
        page = found.codepage or ""
        text, html = _text(found.body, page), _text(found.htmlbody, page)
        if not (text or html):
            text, html = read_rtf(found._rtfbody or b"")
        return text, html, _files(found)
    except Exception:  # a broken or hostile file: it stays what it was, an attachment
        return None


def _labour(data: bytes) -> int:
    """How many bytes would be copied to read it."""
    place, labour = 6, 0
    while place + 11 < len(data) and labour <= _MAX_LABOUR:
        labour += len(data) - place
        place += max(int(unpack_from("<I", data, place + 5)[0]) + 11, 11)
    return labour


def _text(body: object, page: str = "") -> str:
    if isinstance(body, bytes):
        plain = body.rstrip(b"\0")
        return to_text(plain, "") if plain.isascii() or not page else _paged(plain, page)
    return body.rstrip("\0") if isinstance(body, str) else ""


def _paged(data: bytes, page: str) -> str:
    """As the file itself says it is to be read, unless it is UTF-8 all the same."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return to_text(data.decode(page, "replace").encode(), "utf-8")


def _files(found: object) -> list[Attachment]:
    files = []
    for file in getattr(found, "attachments", [])[:100]:
        name = re.sub(r"\0", "", _text(file.long_filename() or b"")) or "file"
        if isinstance(file.data, bytes) and file.data:
            files.append(Attachment(name=name, media_type="application/octet-stream", data=file.data))
    return files
