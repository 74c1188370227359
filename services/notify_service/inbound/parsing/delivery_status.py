"""Reports in the form of RFC 3464 (what happened to a mail) and RFC 5965 (who complained of it)."""

import re

from notify_service.inbound.parsing.headers import Headers, read_headers
from notify_service.inbound.parsing.letterhead import addresses_in
from notify_service.inbound.parsing.mime import Part

_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


def part_of(mail: Part, media_type: str) -> Part | None:
    """The first part of that type."""
    return next((part for part in mail.walk() if part.media_type == media_type), None)


def fields_of(part: Part) -> list[Headers]:
    """The groups of fields in a report: one for the mail, then one a recipient."""
    content = part.content()[:200_000].replace(b"\r\n", b"\n")
    groups = [group.strip() for group in re.split(rb"\n[ \t]*\n", content)]
    return [read_headers(group + b"\n\n", default_type="text/plain")[0] for group in groups if group]


def address_in(group: Headers) -> str:
    """The recipient as we wrote to it, else as it was in the end."""
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        value = group.get(name).partition(";")[2] or group.get(name)
        found = addresses_in(value)
        if found:
            return found[0]
    return ""


def status_in(group: Headers) -> str:
    """The code of RFC 3463."""
    for name in ("status", "diagnostic-code"):
        found = _STATUS.search(group.get(name))
        if found and not (name == "status" and found[1] in ("5.0.0", "4.0.0") and _finer(group)):
            return found[1]
    return ""


def _finer(group: Headers) -> bool:
    """Some programs say 5.0.0, and the truth in the words of the other server."""
    return bool(_STATUS.search(group.get("diagnostic-code")))


def diagnostic_in(group: Headers) -> str:
    """What the other server said."""
    kind, mark, words = group.get("diagnostic-code").partition(";")
    return (words if mark and len(kind) < 20 else group.get("diagnostic-code")).strip()[:500]
