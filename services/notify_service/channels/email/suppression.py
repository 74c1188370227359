"""Addresses that are not written to any more."""

import hashlib

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from notify_service.channels.email.models import Suppression


def suppress(session: Session, address: str, reason: str) -> None:
    """Write no more notices and digests to this address."""
    row = insert(Suppression).values(address_hash=hash_of(address), reason=reason)
    session.execute(row.on_conflict_do_nothing())


def lift(session: Session, address: str) -> None:
    """Write to this address again."""
    session.execute(delete(Suppression).filter_by(address_hash=hash_of(address)))


def is_suppressed(session: Session, address: str) -> bool:
    """Whether servers refused this address for good."""
    return session.get(Suppression, hash_of(address)) is not None


def hash_of(address: str) -> str:
    """What we keep of an address: enough to recognise it, too little to read it back."""
    return hashlib.sha256(address.strip().casefold().encode()).hexdigest()
