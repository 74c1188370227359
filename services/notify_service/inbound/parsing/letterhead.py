"""Who wrote when to whom about what, in answer to which mail."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256

from notify_service.inbound.parsing.charsets import to_text
from notify_service.inbound.parsing.headers import Headers, decode_words
from notify_service.inbound.parsing.subjects import bare_subject, is_passed_on

_ID = re.compile(r"<([^<>\s]{1,500})>")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@\\]{1,64}@(?:[\w-]{1,63}\.){0,8}[\w-]{1,63}")
_QUOTED_LOCAL = re.compile(r'"([^"\\\s]{1,62})"@((?:[\w-]{1,63}\.){0,8}[\w-]{1,63})')
_MAX_RECIPIENTS = 500
_RECIPIENT_HEADERS = (
    "to",
    "cc",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-rcpt-to",
)


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The headers, understood."""

    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    full_subject: str
    subject: str
    sent_at: datetime | None
    passed_on: bool


def read_letterhead(headers: Headers, raw: bytes) -> Letterhead:
    """All that the headers say of the letter."""
    answered, thread = _ids(headers.raw("in-reply-to"))[:20], _ids(headers.raw("references"))[-100:]
    subject = headers.get("subject")
    name, address = _sender(headers)
    return Letterhead(
        message_id=_message_id(headers, raw),
        in_reply_to=answered,
        references=thread,
        sender=address,
        sender_name=name,
        recipients=_recipients(headers),
        full_subject=subject,
        subject=bare_subject(subject, answers=bool(answered or thread)),
        sent_at=_date(headers.raw("date")),
        passed_on=is_passed_on(subject),
    )


def _message_id(headers: Headers, raw: bytes) -> str:
    value = headers.raw("message-id").encode("utf-8", "replace").decode()
    found = _ids(value)
    if found:
        return found[0]
    word = re.sub(r"[\s<>]", "", value)[:300]
    return f"<{word}>" if "@" in word else f"<{sha256(raw).hexdigest()[:32]}@unnamed.invalid>"


def _ids(value: str) -> tuple[str, ...]:
    """The names of mails in the order they stand in, each once."""
    unfolded = re.sub(r"(?<=[\w.@+-])\s+(?=[\w.@+-]+>)", "", value.encode("utf-8", "replace").decode())
    return tuple(dict.fromkeys(f"<{name}>" for name in _ID.findall(unfolded)))


def addresses_in(value: str) -> list[str]:
    """Every address in a header, in lower case; names in quotes that look like one are not."""
    value = _QUOTED_LOCAL.sub(r"\1@\2", value)
    bare = re.sub(r'"(?:[^"\\]|\\.){0,500}"', " ", value)
    in_brackets = re.findall(r"<\s*([^<>]{3,320}?)\s*>", bare)
    found = [_ADDRESS.search(text) for text in in_brackets]
    listed = [match[0] for match in found if match]
    rest = re.sub(r"[^,;<>]{0,500}<[^<>]{0,320}>", " ", bare)
    return [address.lower().strip(".'") for address in [*listed, *_ADDRESS.findall(rest)]]


def _sender(headers: Headers) -> tuple[str, str]:
    for header in ("from", "sender", "x-sender"):
        value = headers.raw(header)
        addresses = addresses_in(value)
        if addresses:
            return _name(value), addresses[0]
    return _name(headers.raw("from")), ""


def _name(value: str) -> str:
    """The name before or behind the address."""
    first = re.split(r"<[^<>]{0,320}>", value, maxsplit=1)[0] if "<" in value else ""
    if not first.strip():
        found = re.search(r"\(([^()]{1,200})\)", value)
        first = found[1] if found else ""
    plain = first.encode("utf-8", "surrogateescape")
    return decode_words(to_text(plain, "")).strip(" \"'\\,").replace('\\"', '"')[:200]


def _recipients(headers: Headers) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for header in _RECIPIENT_HEADERS:
        for value in headers.raws(header):
            found.update(dict.fromkeys(addresses_in(value)))
    return tuple(list(found)[:_MAX_RECIPIENTS])


def _date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value[:200])
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC) if 1990 <= aware.year <= 2100 else None
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
