"""Addresses that are not written to, for now or for good."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from notify_service.channels.email.models import Suppression


def suppress(session: Session, address: str, reason: str, *, kind: str = "refused") -> bool:
    """Write no more notices and digests to this address; False when none were written before."""
    return suppress_hash(session, hash_of(address), reason, kind=kind)


def suppress_hash(session: Session, address_hash: str, reason: str, *, kind: str) -> bool:
    """The same for an address of which only the hash is known."""
    row = insert(Suppression).values(address_hash=address_hash, reason=reason[:500], kind=kind)
    return bool(session.execute(row.on_conflict_do_nothing().returning(Suppression.address_hash)).first())


def lift(session: Session, address: str) -> bool:
    """Write to this address again; False when it was not held."""
    lifted = delete(Suppression).where(Suppression.address_hash == hash_of(address))
    return session.execute(lifted.returning(Suppression.address_hash)).first() is not None


def find_suppression(session: Session, address: str) -> Suppression | None:
    """Why and since when an address is not written to."""
    return session.get(Suppression, hash_of(address))


def is_suppressed(session: Session, address: str) -> bool:
    """Whether an address is not written to."""
    return find_suppression(session, address) is not None


def held_among(session: Session, addresses: Iterable[str]) -> frozenset[str]:
    """The hashes of those addresses that are not written to, in one query."""
    hashes = {hash_of(address) for address in addresses if address}
    held = select(Suppression.address_hash).where(Suppression.address_hash.in_(hashes))
    return frozenset(session.scalars(held)) if hashes else frozenset()


def hash_of(address: str) -> str:
    """What we keep of an address: enough to recognise it, too little to read it back."""
    return hashlib.sha256(address.strip().casefold().encode()).hexdigest()


def domain_of(address: str) -> str:
    """The part behind the @, in lower case."""
    return address.strip().rpartition("@")[2].lower()
