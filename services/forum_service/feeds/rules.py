"""Keys of feeds: how one is made, how it is recognised, and how many somebody may have."""

import re
import secrets
from hashlib import sha256

MOST_KEYS = 10
ENTRIES = 50
_TOKEN = re.compile(r"cf_[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """A secret of 256 bits, with a beginning by which scanners of leaked secrets know it."""
    return f"cf_{secrets.token_urlsafe(32)}"


def digest_of(token: str) -> str | None:
    """What is kept of a token; None for what cannot be one."""
    return sha256(token.encode()).hexdigest() if _TOKEN.fullmatch(token) else None
