"""API keys: `corridor_<8 characters>_<32 characters><6 of a checksum>`, so that a typo costs no question."""

import secrets
import threading
import time
import zlib
from dataclasses import dataclass
from hashlib import sha256

from corridor import clock
from corridor.auth.client import AccountClient, KeyGrant
from corridor.auth.revocations import key_session
from corridor.auth.tokens import Claims

PREFIX = "corridor"
ID_LENGTH, SECRET_LENGTH, SUM_LENGTH = 8, 32, 6
KEEP_SECONDS = 60
MOST_KEPT = 10_000
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def new_key() -> tuple[str, str]:
    """A fresh key and its public id."""
    key_id = _random(ID_LENGTH)
    secret = _random(SECRET_LENGTH)
    return f"{PREFIX}_{key_id}_{secret}{_checksum(key_id + secret)}", key_id


def key_id_of(key: str) -> str | None:
    """The public id in a well-formed key, else None."""
    prefix, _, rest = key.partition("_")
    key_id, _, tail = rest.partition("_")
    secret, checksum = tail[:SECRET_LENGTH], tail[SECRET_LENGTH:]
    lengths = (len(key_id), len(secret), len(checksum))
    if prefix != PREFIX or lengths != (ID_LENGTH, SECRET_LENGTH, SUM_LENGTH):
        return None
    return key_id if secrets.compare_digest(checksum.encode(), _checksum(key_id + secret).encode()) else None


def digest(key: str) -> str:
    """What is stored of a key."""
    return sha256(key.encode()).hexdigest()


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def _checksum(text: str) -> str:
    number = zlib.crc32(text.encode())
    digits = ""
    for _ in range(SUM_LENGTH):
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return digits


@dataclass(frozen=True)
class _Kept:
    grant: KeyGrant | None
    claims: Claims | None
    until: float


class KnownKeys:
    """What account_service said of the keys seen lately; revocations void it like a token."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept] = {}

    def check(self, key: str, client: AccountClient) -> tuple[KeyGrant, Claims] | None:
        """The grant behind a key, asked at most once a minute; None when it opens nothing."""
        if key_id_of(key) is None:
            return None
        name = digest(key)
        kept = self._kept.get(name)
        if kept is None or kept.until < time.monotonic():
            kept = self._ask(name, key, client)
        return (kept.grant, kept.claims) if kept.grant and kept.claims else None

    def forget(self, key: str) -> None:
        """Drop what is known: the key was revoked, or its owner's roles changed."""
        with self._lock:
            self._kept.pop(digest(key), None)

    def _ask(self, name: str, key: str, client: AccountClient) -> _Kept:
        asked = clock.now()
        grant = client.check_key(key)
        claims = (
            None
            if grant is None
            else Claims(
                account_id=grant.account_id,
                session_id=key_session(grant.key_id),
                issued_at=asked,
                roles=grant.roles,
                version=grant.version,
            )
        )
        kept = _Kept(grant, claims, time.monotonic() + KEEP_SECONDS)
        with self._lock:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[name] = kept
        return kept
