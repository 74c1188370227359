"""The life of an offer and who may do what. Pure."""

from typing import Final, Protocol

from flask_babel import lazy_gettext

from corridor.errors import Conflict, Forbidden, Invalid
from matchmaking_service.needs.rules import speaks_for

STATES: Final = ("open", "accepted", "declined", "withdrawn", "passed_over")
TARGETS: Final = {"accept": "accepted", "decline": "declined", "withdraw": "withdrawn"}


class Holder(Protocol):
    """Whoever holds roles: the viewer of a request."""

    def has(self, role: str, scope: str | None = None) -> bool: ...


def demand_may_offer(holder: Holder, *, provider: str, need_state: str) -> None:
    """The provider's staff may offer while the need is open."""
    if not holder.has("centre_staff", provider):
        raise Forbidden(lazy_gettext("Only its own staff may offer for a centre."))
    if need_state != "published":
        raise Conflict(lazy_gettext("This need takes no more offers."))


def may_see(holder: Holder, *, provider: str, party: str) -> bool:
    """Both sides, and those who look after the whole."""
    if speaks_for(holder, party) or holder.has("centre_staff", provider):
        return True
    return holder.has("secretariat") or holder.has("coordination")


def may(holder: Holder, action: str, *, provider: str, party: str) -> bool:
    """The Party decides, the provider may take back, either may ask."""
    ours, theirs = holder.has("centre_staff", provider), speaks_for(holder, party)
    return {"accept": theirs, "decline": theirs, "withdraw": ours, "ask": ours or theirs}[action]


def demand(holder: Holder, action: str, *, provider: str, party: str) -> None:
    """Forbidden unless `may`."""
    if not may(holder, action, provider=provider, party=party):
        raise Forbidden(lazy_gettext("Your role does not allow this step."))


def decided(state: str, action: str, *, reason: str = "") -> str:
    """The state after the decision; Conflict unless the offer is open."""
    if state != "open":
        raise Conflict(lazy_gettext("This offer has been decided meanwhile."))
    if action != "accept" and not reason.strip():
        raise Invalid(errors={"reason": [lazy_gettext("Give a reason: the others will read it.")]})
    return TARGETS[action]


def demand_capacity(*, load: int, capacity: int) -> None:
    """Conflict when the provider is full."""
    if load >= capacity:
        raise Conflict(lazy_gettext("The centre has no capacity left; it took another case meanwhile."))
