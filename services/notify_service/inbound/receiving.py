"""Taking a mail in: the bytes as they came, once per Message-ID and address."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.ids import uuid7
from notify_service.inbound.addresses import is_ours
from notify_service.inbound.models import IncomingMail
from notify_service.settings import NotifySettings

_HEAD = 256 * 1024
_TO_WHOM = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A mail as a server hands it over, to one address."""

    raw: bytes
    recipient: str
    return_path: str
    way: str
    # What was wrong with it before it was read ("too_big": then the bytes are its head only).
    reason: str = ""
    size: int | None = None


def receive(session: Session, delivery: Delivery, *, now: datetime) -> UUID | None:
    """Keep the mail; None when it was here before. What it says is found out later, by `deciding`."""
    row = insert(IncomingMail).values(
        id=uuid7(),
        way=delivery.way,
        message_id=_message_id(delivery.raw),
        recipient=_storable(delivery.recipient.strip().lower())[:320],
        return_path=_storable(delivery.return_path.strip().strip("<>").strip())[:320],
        received_at=now,
        size=len(delivery.raw) if delivery.size is None else delivery.size,
        raw=delivery.raw,
        reason=delivery.reason,
        due_at=now,
    )
    once = row.on_conflict_do_nothing(index_elements=["message_id", "recipient"])
    return session.scalar(once.returning(IncomingMail.id))


def _message_id(raw: bytes) -> str:
    """The mail's own name; one made of its bytes when it has none."""
    named = _storable(str(read_head(raw)["Message-ID"] or "").strip())
    return named[:500] if named.strip("<>") else f"<{hashlib.sha256(raw).hexdigest()}@none>"


def read_head(raw: bytes) -> Message:
    """The headers alone."""
    return BytesHeaderParser().parsebytes(raw[:_HEAD])


def our_recipients(head: Message, settings: NotifySettings) -> list[str]:
    """The addresses of ours that the headers name, for mails that come without an envelope."""
    values = [str(value) for name in _TO_WHOM for value in head.get_all(name, [])]
    named = [address.lower() for _name, address in getaddresses(values)]
    return list(dict.fromkeys(address for address in named if is_ours(settings, address)))


def _storable(text: str) -> str:
    # PostgreSQL keeps no NUL, and bytes that were no text come as lone surrogates.
    return text.replace("\0", "").encode("utf-8", "replace").decode()
