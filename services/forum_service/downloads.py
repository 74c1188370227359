"""Files made for a member: sent to be kept, never shown by the browser as a page of ours."""

import re
import unicodedata
from urllib.parse import quote

from flask import Response

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|%\u202a-\u202e\u2066-\u2069\u200e\u200f]+')
_LONGEST = 120


def file_name(title: str, ending: str) -> str:
    """A name for a file that every system takes: the words of a title, without signs that mean something."""
    words = _NOT_IN_NAMES.sub(" ", unicodedata.normalize("NFC", title))
    name = " ".join(words.split()).strip(". ")[:_LONGEST].strip(". ") or "corridor"
    return f"{name}.{ending}"


def download(body: bytes, *, filename: str, media_type: str) -> Response:
    """An answer that a browser saves; old clients take the plain name (RFC 6266)."""
    plain = unicodedata.normalize("NFKD", filename).encode("ascii", "ignore").decode()
    plain = _NOT_IN_NAMES.sub(" ", plain).strip() or "file"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
    response = Response(body, mimetype=media_type)
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
