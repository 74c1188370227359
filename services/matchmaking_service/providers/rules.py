"""Who may change a provider, and what a good entry has. Pure."""

import re
import unicodedata
from typing import Final, Protocol

EVIDENCE_ASKED: Final = 5
SLUG_LENGTH: Final = 60


class Holder(Protocol):
    """Whoever holds roles: the viewer of a request."""

    def has(self, role: str, scope: str | None = None) -> bool: ...


def may_edit(holder: Holder, slug: str) -> bool:
    """Its own staff, and those who look after the network."""
    return holder.has("centre_staff", slug) or looks_after_network(holder)


def may_list(holder: Holder) -> bool:
    """Who may add a provider: those who look after the network, themselves or by a program of theirs."""
    return looks_after_network(holder)


def looks_after_network(holder: Holder) -> bool:
    return holder.has("secretariat") or holder.has("coordination")


def slugify(name: str) -> str:
    """A name as part of an address, in its own script."""
    words = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", name).casefold())
    return words.strip("-")[:SLUG_LENGTH].strip("-") or "provider"


def lacking_evidence(count: int) -> int:
    """How many evidence items are still asked for."""
    return max(0, EVIDENCE_ASKED - count)
