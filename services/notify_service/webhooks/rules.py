"""What can be told, and how it is signed: as "Standard Webhooks" has it, known to many programs."""

import base64
import binascii
import hmac
import secrets
from hashlib import sha256

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

EVENTS: dict[str, LazyString] = {
    "bulletin_published": _("An official notification was published"),
    "bulletin_withdrawn": _("An official notification was withdrawn"),
    "date_set": _("A meeting or a deadline is new or was changed"),
    "date_removed": _("A meeting or a deadline was called off"),
    "need_published": _("A need is open for offers"),
    "need_withdrawn": _("A need was withdrawn"),
}
_PREFIX = "whsec_"


def new_secret() -> str:
    """192 bits, written as the libraries want it."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()


def signature(secret: str, body: bytes, *, message_id: str, timestamp: int) -> str:
    """Over the number, the second and the body: a message that was kept cannot be sent again as another."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(_key(secret), signed, sha256).digest()).decode()


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        return secret.encode()
