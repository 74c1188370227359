"""What must hold before points count. Pure; a shut gate is shown with its reason, never hidden."""

from collections.abc import Collection
from typing import Final, Protocol

from matchmaking_service.matching.wish import Wish

GATES: Final = ("coverage", "language", "assistance", "capacity")


class Candidate(Protocol):
    """What the gates ask of a provider."""

    @property
    def slug(self) -> str: ...
    @property
    def open_to_all(self) -> bool: ...
    @property
    def covered(self) -> Collection[str]: ...
    @property
    def languages(self) -> Collection[str]: ...
    @property
    def assistance(self) -> Collection[str]: ...
    @property
    def free(self) -> int: ...


def shut_gates(wish: Wish, provider: Candidate) -> list[str]:
    """The gates that are shut between the two, in their fixed order."""
    passed = {
        "coverage": not wish.party or provider.open_to_all or wish.party in provider.covered,
        "language": not wish.languages or bool(wish.languages.intersection(provider.languages)),
        "assistance": not wish.assistance or bool(wish.assistance.intersection(provider.assistance)),
        "capacity": provider.free > 0 or provider.slug in wish.served_by,
    }
    return [gate for gate in GATES if not passed[gate]]
