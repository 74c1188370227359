"""What a digest puts first, and how much of it is told in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

# A text of this many bytes still opens at once on a slow line; mail programs clip longer ones.
BUDGET = 26_000
# Posts up to this length stand in the digest in full.
SHORT = 900
CUT_TO = 500
# A topic with more new posts than this shows the first ones and says how many follow.
POSTS = 8

Form = Literal["full", "line"]

_CLOSENESS = {
    "mention": 0,
    "message": 0,
    "need": 1,
    "call": 1,
    "moderation": 1,
    "reminder": 1,
    "match": 1,
    "offer": 1,
    "case": 1,
    "account": 1,
    "forum_reply": 2,
    "forum_topic": 3,
    "thanks": 4,
}
_REASONS = {"participant": 0, "watching": 1}


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A group of the digest as the rules see it."""

    kinds: tuple[str, ...]
    reasons: tuple[str, ...]
    newest: float
    size: int


def order_groups(groups: Sequence[Weighed]) -> list[int]:
    """The places of the groups, what concerns the reader most first, then the newest."""
    return sorted(range(len(groups)), key=lambda place: (*_distance(groups[place]), -groups[place].newest))


def _distance(group: Weighed) -> tuple[int, int]:
    kind = min(_CLOSENESS.get(kind, 2) for kind in group.kinds)
    reason = min(_REASONS.get(reason, 2) for reason in group.reasons)
    return kind, reason


def forms(sizes: Sequence[int], *, budget: int = BUDGET, line: int = 220) -> list[Form]:
    """Which groups are told in full while the text stays within its budget; the others get a line."""
    left = budget - line * len(sizes)
    chosen: list[Form] = []
    for size in sizes:
        full = size <= left
        left -= size if full else 0
        chosen.append("full" if full else "line")
    return chosen
