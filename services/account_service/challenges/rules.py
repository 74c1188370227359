"""How long codes and links live, and how they are stored."""

import hmac
import secrets
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

CONFIRM_EMAIL = "confirm_email"
SIGN_IN = "sign_in"
RESET_PASSWORD = "reset_password"  # noqa: S105  the name of a purpose
INVITATION = "invitation"
UPSTREAM = "upstream"

MOST_TRIES = 5
CODE_LIFE = timedelta(minutes=10)
LINK_LIFE = {
    CONFIRM_EMAIL: timedelta(hours=24),
    SIGN_IN: timedelta(minutes=10),
    RESET_PASSWORD: timedelta(minutes=30),
    INVITATION: timedelta(hours=24),
    UPSTREAM: timedelta(minutes=30),
}


def new_code() -> str:
    """Six digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def new_token() -> str:
    """256 bits for a link or a cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return sha256(token.encode()).hexdigest()


def code_hash(code: str, *, challenge_id: UUID, key: str) -> str:
    """What is stored of a code; keyed, since a million codes are soon tried."""
    return hmac.new(key.encode(), f"{challenge_id}:{code}".encode(), sha256).hexdigest()


def tidy_code(typed: str) -> str:
    """The digits of what was typed: people paste codes with spaces, and in their own digits."""
    return "".join(str(int(c)) for c in typed if c.isdecimal())
