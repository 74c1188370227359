"""Mails by which a provider says that one of its customers called ours spam (ARF, RFC 5965)."""

from notify_service.inbound.parsing.bounces import token_in
from notify_service.inbound.parsing.delivery_status import fields_of, part_of
from notify_service.inbound.parsing.headers import Headers
from notify_service.inbound.parsing.letterhead import addresses_in
from notify_service.inbound.parsing.mime import Part
from notify_service.inbound.parsing.shapes import Bounce

_COMPLAINTS = frozenset({"abuse", "fraud", "virus", "other", "opt-out", "opt-out-list", "miscategorized", ""})


def complaint_of(mail: Part, raw: bytes) -> tuple[Bounce | None, str]:
    """Who complained; (None, why) for a report of another kind."""
    report = part_of(mail, "message/feedback-report")
    if report is not None:
        group = (fields_of(report) or [mail.headers])[0]
        kind = group.get("feedback-type").strip().lower()
        if kind not in _COMPLAINTS:
            return None, f"a report of kind {kind}"
        return _complaint(_address(group, mail), kind, raw), f"a complaint (ARF): {kind or 'abuse'}"
    known = mail.headers.raw("x-hmxmroriginalrecipient")
    if known:
        return _complaint(next(iter(addresses_in(known)), ""), "abuse", raw), "a complaint of Outlook.com"
    return None, ""


def _complaint(address: str, kind: str, raw: bytes) -> Bounce:
    return Bounce(kind="complaint", address=address, diagnostic=kind, token=token_in(raw))


def _address(group: Headers, mail: Part) -> str:
    for name in ("original-rcpt-to", "removal-recipient", "original-recipient"):
        found = addresses_in(group.raw(name))
        if found:
            return found[0]
    for part in mail.walk():
        for inner in part.parts if part.media_type in ("message/rfc822", "text/rfc822-headers") else ():
            found = addresses_in(inner.headers.raw("x-hmxmroriginalrecipient") or inner.headers.raw("to"))
            if found:
                return found[0]
    return ""
