"""Identifiers: UUIDv7 for rows and events, stable UUIDv5 for the demo world."""

import secrets
import time
import uuid

_DEMO = uuid.UUID("6f0c1d62-5a0b-5c1e-9d0e-0c0a1b2c3d4e")


def uuid7() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then randomness, so keys grow with time."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= secrets.randbits(12) << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return uuid.UUID(int=value)


def demo_id(kind: str, key: str) -> uuid.UUID:
    """The id of a thing of the demo world: the same on every machine and in every service."""
    return uuid.uuid5(_DEMO, f"{kind}/{key}")
