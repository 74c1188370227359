"""The signed messages of DiscourseConnect: a query string in base64, and its HMAC."""

import base64
import binascii
import hmac
import re
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

from flask_babel import lazy_gettext as _

from corridor.errors import Forbidden, Invalid

SHORTEST_SECRET = 20
LONGEST = 4000
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")


class ConnectRefused(Forbidden):
    """The message is not signed with the secret we share, or says too little."""

    code = "connect_refused"


def pack(values: Mapping[str, str], *, secret: str) -> dict[str, str]:
    """`sso` and `sig`. The text is signed as it is in base64, before anything encodes it for an address."""
    text = base64.b64encode(urlencode(values).encode()).decode()
    return {"sso": text, "sig": _sign(text, secret)}


def unpack(text: str, signature: str, *, secret: str) -> dict[str, str]:
    """What a signed message says; raises ConnectRefused."""
    if not hmac.compare_digest(_sign(text, secret).encode(), signature.lower().encode()):
        raise _refused()
    return read(text)


def read(text: str) -> dict[str, str]:
    """What a message says, before it is known whose secret to check it with."""
    if not text.isascii() or len(text) > LONGEST:
        raise _refused()
    try:
        decoded = base64.b64decode(text).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise _refused() from None
    if "\0" in decoded:
        raise _refused()
    return {name: values[0] for name, values in parse_qs(decoded).items()}


def _sign(text: str, secret: str) -> str:
    return hmac.new(secret.encode(), text.encode(), sha256).hexdigest()


def _refused() -> ConnectRefused:
    return ConnectRefused(_("The other site's message could not be trusted. Please begin again there."))


def host_of(url: str, *, only_tls: bool = False) -> str:
    """The host an answer would go to; raises ConnectRefused for what is no web address.

    With `only_tls` it is one that nobody reads on the way: the answer says who somebody is.
    """
    schemes = ("https",) if only_tls else ("http", "https")
    try:
        parts = urlsplit(url)
        well = parts.scheme in schemes and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        raise _refused() from None
    if not well or not url.isascii() or not url.isprintable() or "\\" in url:
        raise _refused()
    return parts.netloc.lower()


def clean_host(typed: str) -> str:
    """A host as it was typed; raises Invalid."""
    host = typed.strip().lower()
    if not _HOST.fullmatch(host):
        message = _("Write a host name only: forum.example.org")
        raise Invalid(message, errors={"host": [message]})
    return host
