"""The life of a case and who may do what. Pure.

agreed -> in_delivery -> delivered -> closed; closed as soon as both sides have evaluated.
"""

from typing import Final, Protocol

from flask_babel import lazy_gettext

from corridor.errors import Conflict, Forbidden
from matchmaking_service.needs.rules import speaks_for

STATES: Final = ("agreed", "in_delivery", "delivered", "closed")
SIDES: Final = ("party", "centre")
MILESTONE_STATES: Final = ("planned", "at_risk", "reached")


class Holder(Protocol):
    """Whoever holds roles: the viewer of a request."""

    def has(self, role: str, scope: str | None = None) -> bool: ...


def side_of(holder: Holder, *, provider: str, party: str) -> str | None:
    """On which side of the case somebody stands."""
    if speaks_for(holder, party):
        return "party"
    return "centre" if holder.has("centre_staff", provider) else None


def may_see(holder: Holder, *, provider: str, party: str) -> bool:
    """Both sides, and those who look after the whole."""
    if side_of(holder, provider=provider, party=party):
        return True
    return holder.has("secretariat") or holder.has("coordination")


def demand_side(holder: Holder, *, provider: str, party: str) -> str:
    """The side somebody acts for; Forbidden for who only looks on."""
    side = side_of(holder, provider=provider, party=party)
    if side is None:
        raise Forbidden(lazy_gettext("Only the Party and the centre work on the case."))
    return side


def demand_centre(holder: Holder, *, provider: str) -> None:
    """What only the centre's staff may do."""
    if not holder.has("centre_staff", provider):
        raise Forbidden(lazy_gettext("Only the centre can say this."))


def demand_under_way(state: str) -> None:
    """Conflict once the work is delivered."""
    if state not in {"agreed", "in_delivery"}:
        raise Conflict(lazy_gettext("This case is delivered; nothing can be added to its plan."))


def demand_not_closed(state: str) -> None:
    """Conflict once the case is closed."""
    if state == "closed":
        raise Conflict(lazy_gettext("This case is closed."))


def milestone_after(before: str, after: str) -> str:
    """A milestone that was reached stays reached."""
    if before == "reached":
        raise Conflict(lazy_gettext("This milestone was reached already."))
    return after


def demand_delivered(state: str) -> None:
    """Only what is delivered can be evaluated."""
    if state != "delivered":
        raise Conflict(lazy_gettext("A case is evaluated when it is delivered, and once a side."))


def is_complete(sides: list[str]) -> bool:
    """Whether both sides have evaluated."""
    return set(sides) == set(SIDES)
