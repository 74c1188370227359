"""The files that came along."""

import mimetypes
import re
from dataclasses import replace

from notify_service.inbound.parsing.mime import Part
from notify_service.inbound.parsing.shapes import Attachment

_LONGEST_NAME = 150
_BY_TYPE = {"message/rfc822": "message.eml", "text/calendar": "invitation.ics", "text/rtf": "text.rtf"}
_WORDS = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext", "text/x-amp-html"})


def is_file(part: Part) -> bool:
    """Whether the part is a file, and not the letter itself."""
    if part.media_type not in _WORDS:
        return True
    disposition = part.headers.raw("content-disposition").partition(";")[0].strip().lower()
    return disposition == "attachment" or bool(_given_name(part))


def file_of(part: Part, number: int) -> Attachment:
    """The part as a file, with a name it can be kept under."""
    media_type = part.media_type
    identifier = part.headers.raw("content-id").strip(" <>\t")[:200]
    file = Attachment(
        name=_safe(_given_name(part)) or _BY_TYPE.get(media_type) or _invented(media_type, number),
        media_type=media_type,
        data=part.body if media_type == "message/rfc822" else part.content(),
        content_id=identifier.encode("utf-8", "replace").decode(),
    )
    return text_file(file)


def text_file(file: Attachment) -> Attachment:
    """The file with the type its name tells, where the mail told none."""
    guessed = mimetypes.guess_type(file.name, strict=False)[0]
    name = _safe(file.name) or "file"
    vague = file.media_type in ("application/octet-stream", "application/x-unknown", "text/plain")
    return replace(file, name=name, media_type=guessed if vague and guessed else file.media_type)


def _given_name(part: Part) -> str:
    return part.headers.parameter("filename", of="content-disposition") or part.headers.parameter("name")


def _safe(name: str) -> str:
    """The last part of a path, without what file systems or people trip over."""
    last = re.split(r"[/\\]", name.replace("\0", ""))[-1]
    clean = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*\u202e').strip(". ")
    if len(clean) <= _LONGEST_NAME:
        return clean
    stem, dot, ending = clean.rpartition(".")
    return (
        f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"
        if dot and len(ending) < 10
        else clean[:_LONGEST_NAME]
    )


def _invented(media_type: str, number: int) -> str:
    kind = media_type.partition("/")[0]
    stem = kind if kind in ("image", "audio", "video", "text") else "file"
    return f"{stem}-{number + 1}{mimetypes.guess_extension(media_type) or ''}"
