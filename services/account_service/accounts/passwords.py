"""Password hashes. Each costs memory and a fifth of a second, so only a few run at a time."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
# 46 MiB each: a burst of sign-ins waits in line rather than eat the machine.
_turns = threading.BoundedSemaphore(4)
# Of a password nobody has, with the cost of today, so that an unknown address takes as long as a known one.
_DUMMY = "$argon2id$v=19$m=47104,t=1,p=1$K+VlWOONoOWoyrvMWpbaLg$OeNsyGH42l50zOjA+i/fsXFbcKszDRQZHZqkPelcoeY"


def hash_password(password: str) -> str:
    """What is stored of a password."""
    with _turns:
        return _hasher.hash(password)


def password_fits(password: str, stored: str | None) -> bool:
    """Whether the password is the stored one; takes the same time when there is none."""
    with _turns:
        try:
            return _hasher.verify(stored or _DUMMY, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def needs_new_hash(stored: str) -> bool:
    """Whether the hash was made at another cost than today's."""
    return _hasher.check_needs_rehash(stored)
