"""The envelope sender of each mail: a report that it did not arrive comes back to an address that names it.

`bounces+<token>@`: 16 bytes for the mail and 80 bits of a MAC in base32, since servers may change the case.
Anybody can write to such an address, so only what carries a token of ours, and a young one, is believed.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from uuid import UUID

from notify_service.inbound.addresses import mail_domain
from notify_service.settings import NotifySettings

# Servers try for up to five days; a mail may have waited four before it left.
MOST_AGE = timedelta(days=14)
_PREFIX = "bounces+"
_MAC_BYTES = 10


def envelope_sender(settings: NotifySettings, mail_id: UUID) -> str:
    """Where servers report to what became of this mail."""
    if not settings.mail_verp:
        return parseaddr(settings.mail_from)[1]
    token = base64.b32encode(mail_id.bytes + _mac(settings, mail_id.bytes)).decode().rstrip("=").lower()
    return f"{_PREFIX}{token}@{mail_domain(settings)}"


def find_mail_id(
    settings: NotifySettings, *, token: str, recipients: Iterable[str], now: datetime
) -> UUID | None:
    """The mail a report is about: by its token, or by the address it came to; None when nothing proves it."""
    tokens = [token, *(_token_of(address) for address in recipients)]
    found = (_read(settings, each) for each in tokens if each)
    return next((mail_id for mail_id in found if mail_id and _is_young(mail_id, now)), None)


def _token_of(address: str) -> str:
    local = address.strip().lower().rpartition("@")[0]
    return local.removeprefix(_PREFIX) if local.startswith(_PREFIX) else ""


def _read(settings: NotifySettings, token: str) -> UUID | None:
    try:
        raw = base64.b32decode(token.strip().upper() + "=" * (-len(token.strip()) % 8))
    except (binascii.Error, ValueError):
        return None
    content, mac = raw[:16], raw[16:]
    known = len(raw) == 16 + _MAC_BYTES and hmac.compare_digest(mac, _mac(settings, content))
    return UUID(bytes=content) if known else None


def _is_young(mail_id: UUID, now: datetime) -> bool:
    # The first 48 bits of a UUID of version 7 are the milliseconds of its making.
    made = datetime.fromtimestamp((mail_id.int >> 80) / 1000, UTC)
    return now - made <= MOST_AGE


def _mac(settings: NotifySettings, content: bytes) -> bytes:
    key = hashlib.sha256(b"notify.bounces\n" + settings.secret_key.encode()).digest()
    return hmac.digest(key, content, "sha256")[:_MAC_BYTES]
