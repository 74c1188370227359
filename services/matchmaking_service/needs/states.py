"""The states of a need, for the rules and for the constraint behind them."""

from typing import Final

STATES: Final = (
    "draft",
    "submitted",
    "returned",
    "endorsed",
    "declined",
    "published",
    "matched",
    "in_delivery",
    "closed",
    "withdrawn",
)
