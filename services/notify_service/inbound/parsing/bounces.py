"""Mails that say another one did not arrive: RFC 3464, and the many that follow no standard."""

import logging
import re
from email import message_from_bytes
from typing import Literal

from notify_service.inbound.parsing.delivery_status import (
    address_in,
    diagnostic_in,
    fields_of,
    part_of,
    status_in,
)
from notify_service.inbound.parsing.headers import Headers
from notify_service.inbound.parsing.letterhead import Letterhead, addresses_in
from notify_service.inbound.parsing.mime import Part
from notify_service.inbound.parsing.shapes import Bounce
from notify_service.inbound.parsing.words import pattern

_SUBJECT = pattern("bounce_subjects")
_DAEMONS = re.compile(
    r"(?:mailer|mail)-?daemon.*|postmaster|double-bounce|microsoftexchange[0-9a-f]+|mdaemon"
)
_TOKEN = re.compile(rb"\bbounces\+([A-Za-z0-9._=-]{8,64})@", re.IGNORECASE)
_STATUS = re.compile(r"(?<![\d.])([45]\.[0-7]\.\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<!\d)([45]\d\d)[ -][^\n]{3,300}")
# The address is alive: its box is full, its server has trouble, or what we wrote is not wanted.
_ALIVE = re.compile(r"5\.(?:2\.[1-9]|3\.\d+|4\.\d+|7\.\d+|6\.\d+)")
_FULL = re.compile(
    r"quota|mailbox (?:is )?full|full mailbox|over ?quota|inbox is full|temporar|try again|delayed",
    re.IGNORECASE,
)
# The library takes the whole mail as an object of the standard library.
_READABLE = 300_000
_MOST_BOUNDARIES = 40


def token_in(raw: bytes) -> str:
    """The signed part of the address of ours that the report came to, or speaks of."""
    found = _TOKEN.search(raw[:_READABLE])
    return found[1].decode("ascii").lower() if found else ""


def bounce_of(mail: Part, head: Letterhead, raw: bytes) -> tuple[Bounce | None, str]:
    """What failed, and by what it was told; (None, why) for a report of something that went well."""
    report = part_of(mail, "message/delivery-status")
    if report is not None:
        found = _reported(fields_of(report), mail, raw)
        return found, "a delivery report (RFC 3464)" if found else "a report that a mail arrived"
    if _sent_by_server(mail.headers, head):
        return _guessed(mail, head, raw, certain=True)
    return _guessed(mail, head, raw, certain=False) if _named_so(head) else (None, "")


def _reported(groups: list[Headers], mail: Part, raw: bytes) -> Bounce | None:
    recipients = [group for group in groups if address_in(group) or group.has("action")]
    failed = [group for group in recipients if _action(group) in ("failed", "")]
    late = [group for group in recipients if _action(group) == "delayed"]
    if recipients and not failed and not late:
        return None
    group = (failed or late or groups or [mail.headers])[0]
    status, diagnostic = status_in(group), diagnostic_in(group)
    address = address_in(group) or _first_of(_detected(raw)) or _address_written_to(mail)
    kind = "soft" if not failed and late else _kind(status, diagnostic)
    return Bounce(kind=kind, address=address, status=status, diagnostic=diagnostic, token=token_in(raw))


def _action(group: Headers) -> str:
    return group.get("action").split("(")[0].strip().lower()


def _kind(status: str, words: str) -> Literal["hard", "soft"]:
    if status.startswith("4") or _ALIVE.match(status):
        return "soft"
    if status.startswith("5") and status != "5.0.0":
        return "hard"
    return "soft" if _FULL.search(words) else "hard"


def _sent_by_server(headers: Headers, head: Letterhead) -> bool:
    """Whether the headers show the hand of a mail server."""
    null = headers.raw("return-path").replace(" ", "") == "<>"
    to_bounces = any(address.startswith("bounces+") for address in head.recipients)
    automatic = headers.raw("auto-submitted").lower().startswith(("auto-replied", "auto-generated"))
    if headers.has("x-failed-recipients") or _is_daemon(head):
        return True
    if _named_so(head) and (null or to_bounces or automatic or not head.sender):
        return True
    return to_bounces and null and not headers.has("auto-submitted")


def _named_so(head: Letterhead) -> bool:
    subject = re.sub(r"^(?:\*+\s*|\[[^\]]{1,30}\]\s*)", "", head.full_subject.strip())
    return bool(_SUBJECT.match(subject))


def _guessed(mail: Part, head: Letterhead, raw: bytes, *, certain: bool) -> tuple[Bounce | None, str]:
    """What can be made out of a report without form; a person may write of failures too."""
    soft, hard = _detected(raw)
    named = addresses_in(mail.headers.raw("x-failed-recipients"))
    if not (soft or hard or named) and not (certain and (_named_so(head) or _is_daemon(head))):
        return None, ""
    words = _words(mail)
    status, reply = _STATUS.search(words), _REPLY.search(words)
    code = status[1] if status else ""
    address = next(iter(named), "") or _first_of((soft, hard)) or _address_written_to(mail)
    kind = "soft" if soft and not hard else _kind(code or _code_of(reply), words)
    found = Bounce(
        kind=kind if address or code else "soft",
        address=address,
        status=code,
        diagnostic=reply[0].strip()[:500] if reply else "",
        token=token_in(raw),
    )
    return found, "a report in a form of its own"


def _is_daemon(head: Letterhead) -> bool:
    return bool(_DAEMONS.fullmatch(head.sender.partition("@")[0]))


def _first_of(detected: tuple[set[str], set[str]]) -> str:
    """An address that failed for good, else one that failed for now."""
    soft, hard = detected
    return next(iter(sorted(hard) or sorted(soft)), "")


def _code_of(reply: re.Match[str] | None) -> str:
    return f"{reply[1][0]}.1.0" if reply else ""


def _detected(raw: bytes) -> tuple[set[str], set[str]]:
    """What flufl.bounce finds: addresses that failed for now, and for good."""
    if raw.count(b"boundary") > _MOST_BOUNDARIES:
        return set(), set()
    from flufl.bounce import all_failures

    logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)
    try:
        soft, hard = all_failures(message_from_bytes(raw[:_READABLE]))
    except Exception:  # its detectors trip over broken mails
        return set(), set()
    return _plain(soft), _plain(hard)


def _plain(addresses: object) -> set[str]:
    found = addresses if isinstance(addresses, (set, frozenset, list, tuple)) else ()
    texts = (one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in found)
    return {text.strip().lower() for text in texts if "@" in text}


def _words(mail: Part) -> str:
    """The beginning of what is said in words."""
    texts = [part for part in mail.walk()[:10] if part.media_type in ("text/plain", "text/html")]
    return "\n".join(part.content()[:20_000].decode("utf-8", "replace") for part in texts)


def _address_written_to(mail: Part) -> str:
    """To whom the mail was that did not arrive, when a copy came along."""
    for part in mail.walk():
        for inner in part.parts if part.media_type in ("message/rfc822", "text/rfc822-headers") else ():
            found = addresses_in(inner.headers.raw("to"))
            if found:
                return found[0]
    return ""
