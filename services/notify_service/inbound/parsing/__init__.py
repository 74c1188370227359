"""What a mail says: bytes in, its sender's own words out. Pure: no database, no network, no clock."""

from notify_service.inbound.parsing.authentication import authentication
from notify_service.inbound.parsing.reading import read_mail
from notify_service.inbound.parsing.shapes import (
    Attachment,
    Authentication,
    Bounce,
    Command,
    Incoming,
    Nature,
)

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
