"""Reading the register."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, undefer

from corridor.errors import NotFound
from corridor.parties import all_parties
from notify_service.channels.email.suppression import hash_of, held_among
from notify_service.register.models import Change, Entry, Import
from notify_service.register.rules import ORGANISATION, parties_in

CURRENT = Entry.ended_at.is_(None)


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What a list of entries is narrowed to."""

    words: str = ""
    kind: str = ""
    party: str = ""
    group: str = ""
    ended: bool = False
    declined: bool = False


def entries_where(narrowing: Narrowing) -> Select[Entry]:
    """The entries that fit."""
    query = select(Entry).where(Entry.ended_at.is_not(None) if narrowing.ended else CURRENT)
    if narrowing.declined:
        query = query.where(Entry.declined_at.is_not(None))
    if narrowing.kind:
        query = query.where(Entry.kind == narrowing.kind)
    if narrowing.party:
        query = query.where(Entry.party == narrowing.party)
    if narrowing.group:
        query = query.where(Entry.party.in_(parties_in(narrowing.group)))
    return query.where(*(_has(word) for word in narrowing.words.split()[:8]))


def list_entries(session: Session, narrowing: Narrowing) -> Sequence[Entry]:
    """All of them, in the order of the list."""
    order = (Entry.party, Entry.kind, Entry.deputy, Entry.name, Entry.id)
    return session.scalars(entries_where(narrowing).order_by(*order)).all()


def _has(word: str) -> ColumnElement[bool]:
    columns = (Entry.name, Entry.email, Entry.organisation, Entry.position)
    return or_(*(column.icontains(word, autoescape=True) for column in columns))


def current_entries(session: Session) -> dict[tuple[str, str, str], Entry]:
    """The whole register as it is, by what makes an entry the same."""
    query = select(Entry).where(CURRENT).order_by(Entry.party, Entry.kind, Entry.email)
    return {(entry.kind, entry.party, entry.email): entry for entry in session.scalars(query)}


def entries_of_kinds(session: Session, kinds: Iterable[str], organisations: Iterable[str]) -> Sequence[Entry]:
    """Those who can be written to in one of these capacities, or for one of these organisations."""
    named = (Entry.kind == ORGANISATION) & Entry.organisation.in_(list(organisations))
    meant = or_(Entry.kind.in_(list(kinds)), named)
    return session.scalars(select(Entry).where(CURRENT, Entry.declined_at.is_(None), meant)).all()


def get_entry(session: Session, entry_id: UUID, *, locked: bool = False) -> Entry:
    """An entry, ended or not; raises NotFound."""
    query = select(Entry).where(Entry.id == entry_id)
    found = session.scalar(query.with_for_update() if locked else query)
    if found is None:
        raise NotFound(_("There is no such entry in the register."))
    return found


def held_addresses(session: Session, entries: Iterable[Entry]) -> frozenset[str]:
    """Those of their addresses that take no mails from us."""
    addresses = {entry.email for entry in entries}
    held = held_among(session, addresses)
    return frozenset(address for address in addresses if hash_of(address) in held)


def history_of(session: Session, entry_id: UUID) -> Sequence[Change]:
    """What was changed in an entry, the newest first."""
    return session.scalars(select(Change).where(Change.entry_id == entry_id).order_by(Change.id.desc())).all()


def others_of(session: Session, entry: Entry) -> Sequence[Entry]:
    """Who else holds or held this office for this Party, the current ones first."""
    same: tuple[ColumnElement[bool], ...]
    same = Entry.kind == entry.kind, Entry.party == entry.party, Entry.id != entry.id
    if entry.kind == ORGANISATION:
        same = (*same, Entry.organisation == entry.organisation)
    return session.scalars(
        select(Entry).where(*same).order_by(Entry.ended_at.desc().nulls_first(), Entry.deputy).limit(20)
    ).all()


def counts_by_kind(session: Session) -> dict[str, int]:
    """How many current entries there are of each kind."""
    counted = select(Entry.kind, func.count()).where(CURRENT).group_by(Entry.kind)
    return {row.kind: row[1] for row in session.execute(counted)}


def parties_without(session: Session, kind: str) -> list[str]:
    """The Parties that have named nobody for this office who can be written to, by code."""
    held = select(Entry.party).where(CURRENT, Entry.kind == kind, Entry.declined_at.is_(None)).distinct()
    there = set(session.scalars(held))
    return [party.iso2 for party in all_parties() if party.iso2 not in there]


def organisations(session: Session) -> Sequence[str]:
    """The organisations that can be addressed, by name."""
    named = (Entry.kind == ORGANISATION) & CURRENT & (Entry.organisation != "")
    return session.scalars(
        select(Entry.organisation).where(named).distinct().order_by(Entry.organisation)
    ).all()


def get_import(session: Session, import_id: UUID, *, locked: bool = False) -> Import:
    """A file that was sent, with its content; raises NotFound."""
    query = select(Import).where(Import.id == import_id).options(undefer(Import.content))
    found = session.scalar(query.with_for_update() if locked else query)
    if found is None:
        raise NotFound(_("There is no such import."))
    return found


def latest_imports(session: Session) -> Sequence[Import]:
    """The files that were taken over last."""
    applied = select(Import).where(Import.applied_at.is_not(None))
    return session.scalars(applied.order_by(Import.applied_at.desc()).limit(10)).all()
