"""What an app may ask for, and where the answer may go."""

import base64
import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from flask_babel import lazy_gettext as _

from account_service.api_keys.rules import APP_KEYS_IDLE
from corridor.errors import Invalid

# The version of this exchange that programs ask for first.
VERSION = 4
IDLE_DAYS = APP_KEYS_IDLE.days
SMALLEST_KEY = 1024
# The names of those programs, and what they open here; the last two open nothing, and do no harm.
SCOPES: dict[str, tuple[str, ...]] = {
    "read": ("forum:read",),
    "write": ("forum:read", "forum:write"),
    "notifications": ("forum:read", "notify:read"),
    "session_info": ("forum:read",),
    "message_bus": (),
    "push": (),
}
_NEVER = frozenset({"javascript", "data", "vbscript", "file", "blob", "about", "ftp", "ws", "wss"})
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def scopes_behind(names: Sequence[str]) -> list[str]:
    """What the asked scopes open; raises Invalid for one that is never given."""
    unknown = [name for name in names if name not in SCOPES]
    opened = sorted({scope for name in names if name in SCOPES for scope in SCOPES[name]})
    if unknown or not opened:
        raise Invalid(_("The app asks for something that is not given: %(names)s", names=", ".join(unknown)))
    return opened


def check_redirect(url: str) -> str:
    """The address that the answer goes to: an app's own scheme, https, or this very computer."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise _bad_redirect() from None
    own_scheme = parts.scheme not in ("http", "https") and parts.scheme not in _NEVER and bool(parts.scheme)
    web = parts.scheme == "https" and bool(host)
    here = parts.scheme == "http" and host in _HERE
    plain = url.isascii() and url.isprintable() and " " not in url and "@" not in parts.netloc
    if not plain or not (own_scheme or web or here):
        raise _bad_redirect()
    return url


def _bad_redirect() -> Invalid:
    return Invalid(_("The app names an address for the answer that cannot be trusted."))


def origin_of(url: str) -> str:
    """Where the answer goes, as a browser's policy names it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else f"{parts.scheme}:"


def read_public_key(pem: str) -> RSAPublicKey:
    """The app's key; raises Invalid."""
    try:
        key = serialization.load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise _bad_key() from None
    if not isinstance(key, RSAPublicKey) or key.key_size < SMALLEST_KEY:
        raise _bad_key()
    return key


def _bad_key() -> Invalid:
    return Invalid(_("The app sent no usable public key."))


def sealed(key: RSAPublicKey, *, secret: str, nonce: str, oaep: bool) -> str:
    """The answer, which only the app can read."""
    answer = {"key": secret, "nonce": nonce, "push": False, "api": VERSION}
    how = (
        padding.OAEP(mgf=padding.MGF1(algorithm=hashes.SHA1()), algorithm=hashes.SHA1(), label=None)  # noqa: S303
        if oaep
        else padding.PKCS1v15()
    )
    try:
        return base64.b64encode(key.encrypt(json.dumps(answer).encode(), how)).decode()
    except ValueError:
        raise _bad_key() from None
