"""How long a session lives, and when its secret id is changed."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from corridor.auth import roles

ROTATE_AFTER = timedelta(hours=24)
# Tabs that were loading while the id changed still come with the old one.
GRACE = timedelta(seconds=60)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long a session may lie idle, and how long it may live at all."""

    idle: timedelta
    absolute: timedelta


def limits_for(held: frozenset[str], *, keep: bool) -> Limits:
    """The limits of an account's roles; staff sit nearer to what must not be stolen."""
    if any(roles.has(held, role) for role in roles.STAFF):
        return Limits(idle=timedelta(hours=12), absolute=timedelta(hours=24))
    return Limits(idle=timedelta(days=14), absolute=timedelta(days=90) if keep else timedelta(hours=12))


def is_over(
    *, now: datetime, last_seen_at: datetime, signed_in_at: datetime, expires_at: datetime, limits: Limits
) -> bool:
    """Whether a session has outlived one of its limits."""
    return now > expires_at or now > last_seen_at + limits.idle or now > signed_in_at + limits.absolute


def new_sid() -> str:
    """A secret id of 256 bits."""
    return secrets.token_urlsafe(32)


def sid_hash(sid: str) -> str:
    """What is stored of it."""
    return sha256(sid.encode()).hexdigest()
