"""What a mail says: bytes in, its sender's own words out. Pure: no database, no network, no clock.

The words of all languages are loaded with the first mail, not with the pages that only name its shapes.
"""

from notify_service.inbound.parsing.shapes import (
    Attachment,
    Authentication,
    Bounce,
    Command,
    Incoming,
    Nature,
)


def read_mail(raw: bytes) -> Incoming:
    """What the mail says and what it is; never fails."""
    from notify_service.inbound.parsing.reading import read_mail as read

    return read(raw)


def authentication(raw: bytes, *, trusted_hosts: tuple[str, ...]) -> Authentication:
    """What our own mail servers, `trusted_hosts`, found out about the sender."""
    from notify_service.inbound.parsing.verdicts import authentication as verdict

    return verdict(raw, trusted_hosts=trusted_hosts)


__all__ = [
    "Attachment",
    "Authentication",
    "Bounce",
    "Command",
    "Incoming",
    "Nature",
    "authentication",
    "read_mail",
]
