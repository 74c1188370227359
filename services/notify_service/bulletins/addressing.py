"""To whom an official notification goes: from what the secretariat ticks to one row an address."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol
from uuid import UUID

from notify_service.register.rules import KINDS, ORGANISATION, parties_in


class Registered(Protocol):
    """What is asked of an entry of the register."""

    id: UUID
    kind: str
    party: str
    title: str
    name: str
    organisation: str
    email: str
    language: str
    deputy: bool


@dataclass(frozen=True, kw_only=True)
class Addressees:
    """Whom it is for. Parties and groups narrow the kinds; without them all Parties are meant.

    `organisations` are named one by one; the kind ORG means all of them. Deputies get a copy, or only
    stand in where a Party has nobody else of the kind.
    """

    kinds: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    deputies: bool = True

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Addressees":
        """As kept in the row of a notification."""
        lists = ("kinds", "parties", "groups", "organisations")
        chosen = {name: tuple(kept.get(name, ())) for name in lists}
        return cls(**chosen, deputies=bool(kept.get("deputies", True)))

    def kept(self) -> dict[str, Any]:
        """As kept in the row of a notification."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }

    @property
    def anybody(self) -> bool:
        """Whether anybody can be meant at all."""
        return bool(self.kinds or self.organisations)


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """One address, with all capacities in which it is written to; the first one names the person."""

    email: str
    title: str
    name: str
    language: str
    party: str
    organisation: str
    capacities: tuple[dict[str, Any], ...]


def choose(entries: Iterable[Registered], addressees: Addressees) -> list[Addressed]:
    """Who is written to, each address once, by Party and name."""
    parties = _parties(addressees)
    meant = [entry for entry in entries if _is_meant(entry, addressees, parties)]
    kept = meant if addressees.deputies else _without_spare_deputies(meant)
    by_address: dict[str, list[Registered]] = {}
    for entry in sorted(kept, key=_closeness):
        by_address.setdefault(entry.email, []).append(entry)
    found = [_addressed(held) for held in by_address.values()]
    return sorted(found, key=lambda one: (one.party == "", one.party, one.name, one.email))


def _parties(addressees: Addressees) -> frozenset[str] | None:
    """The Parties that are meant; None for all."""
    if not addressees.parties and not addressees.groups:
        return None
    return frozenset(addressees.parties).union(*(parties_in(group) for group in addressees.groups))


def _is_meant(entry: Registered, addressees: Addressees, parties: frozenset[str] | None) -> bool:
    if entry.kind == ORGANISATION and entry.organisation in addressees.organisations:
        return True
    return entry.kind in addressees.kinds and (parties is None or entry.party in parties)


def _without_spare_deputies(entries: list[Registered]) -> list[Registered]:
    held = {(entry.kind, entry.party) for entry in entries if not entry.deputy}
    return [entry for entry in entries if not entry.deputy or (entry.kind, entry.party) not in held]


def _closeness(entry: Registered) -> tuple[bool, int, str]:
    # Who holds an office is addressed in it, rather than as the deputy in another one; the primary one first.
    return entry.deputy, KINDS.index(entry.kind), entry.name


def _addressed(held: list[Registered]) -> Addressed:
    first = held[0]
    return Addressed(
        email=first.email,
        title=first.title,
        name=first.name,
        language=first.language,
        party=first.party,
        organisation=first.organisation,
        capacities=tuple(
            {
                "entry_id": str(entry.id),
                "kind": entry.kind,
                "party": entry.party,
                "organisation": entry.organisation,
                "deputy": entry.deputy,
            }
            for entry in held
        ),
    )
