"""The life of a need and who may move it on. Pure: plain values in, a decision or an error out.

draft -> submitted -> endorsed -> published -> matched -> in_delivery -> closed, with the side exits
returned (back to the Party), declined (at screening) and withdrawn (by the Party).
"""

from dataclasses import dataclass
from typing import Final, Protocol

from flask_babel import lazy_gettext

from corridor.errors import Conflict, Forbidden, Invalid

PUBLIC: Final = frozenset({"published", "matched", "in_delivery", "closed"})
SCREENED: Final = PUBLIC | {"submitted", "returned", "endorsed", "declined", "withdrawn"}
# What a stepper shows, in order.
MAIN_LINE: Final = ("draft", "submitted", "endorsed", "published", "matched", "in_delivery", "closed")

STATEMENT_WORDS_ASKED: Final = 100
STATEMENT_WORDS_LEAST: Final = 30


class Holder(Protocol):
    """Whoever holds roles: the viewer of a request."""

    def has(self, role: str, scope: str | None = None) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class Transition:
    """A move: from which states, to which, by whom, and whether it wants a reason."""

    sources: frozenset[str]
    target: str
    actor: str
    wants_reason: bool = False


def _move(sources: str, target: str, actor: str, *, wants_reason: bool = False) -> Transition:
    return Transition(
        sources=frozenset(sources.split()), target=target, actor=actor, wants_reason=wants_reason
    )


# `party`: representatives and focal points of the Party; `focal_point`: of the Party;
# `screening`: secretariat or coordination entity; `house`: follows from another act.
TRANSITIONS: Final[dict[str, Transition]] = {
    "submit": _move("draft returned", "submitted", "party"),
    "endorse": _move("submitted", "endorsed", "focal_point"),
    "return": _move("submitted", "returned", "focal_point", wants_reason=True),
    "publish": _move("endorsed", "published", "screening"),
    "decline": _move("endorsed", "declined", "screening", wants_reason=True),
    "withdraw": _move("draft submitted returned endorsed published", "withdrawn", "party", wants_reason=True),
    "match": _move("published", "matched", "house"),
    "start": _move("matched", "in_delivery", "house"),
    "close": _move("in_delivery", "closed", "house"),
}


def next_state(state: str, action: str, *, reason: str = "") -> str:
    """The state after `action`; Conflict when the state does not allow it, Invalid without a reason."""
    transition = TRANSITIONS[action]
    if state not in transition.sources:
        raise Conflict(lazy_gettext("This need has moved on meanwhile; look at its present state."))
    if transition.wants_reason and not reason.strip():
        raise Invalid(errors={"reason": [lazy_gettext("Give a reason: the others will read it.")]})
    return transition.target


def may(holder: Holder, action: str, *, party: str) -> bool:
    """Whether somebody with these roles may ever do `action` with a need of `party`."""
    actor = TRANSITIONS[action].actor
    if actor == "party":
        return speaks_for(holder, party)
    if actor == "focal_point":
        return holder.has("focal_point", party)
    return actor == "screening" and screens(holder)


def demand(holder: Holder, action: str, *, party: str) -> None:
    """Forbidden unless `may`."""
    if not may(holder, action, party=party):
        raise Forbidden(lazy_gettext("Your role does not allow this step."))


def open_actions(holder: Holder, state: str, *, party: str) -> list[str]:
    """What somebody may do now, in the order of the table."""
    return [
        action
        for action, transition in TRANSITIONS.items()
        if state in transition.sources and may(holder, action, party=party)
    ]


def speaks_for(holder: Holder, party: str) -> bool:
    """Representatives and focal points of a Party."""
    return holder.has("party_representative", party) or holder.has("focal_point", party)


def screens(holder: Holder) -> bool:
    """The secretariat and the coordination entity."""
    return holder.has("secretariat") or holder.has("coordination")


def may_see(holder: Holder, state: str, *, party: str) -> bool:
    """Published needs are public, drafts the Party's own, what is between is for those who screen too."""
    if state in PUBLIC or speaks_for(holder, party):
        return True
    return state in SCREENED and screens(holder)


def may_edit(holder: Holder, state: str, *, party: str) -> bool:
    """The Party writes until it submits, and again when the need came back."""
    return state in {"draft", "returned"} and speaks_for(holder, party)


def demand_editable(holder: Holder, state: str, *, party: str) -> None:
    """Forbidden for who does not speak for the Party, Conflict once the need has left it."""
    if not speaks_for(holder, party):
        raise Forbidden(lazy_gettext("Only the Party itself may change its need."))
    if not may_edit(holder, state, party=party):
        raise Conflict(lazy_gettext("This need has been submitted; it can no longer be changed."))


def count_words(text: str) -> int:
    """Words, or for Chinese two characters as one word."""
    han = sum("\u4e00" <= character <= "\u9fff" for character in text)
    return len(text.split()) + han // 2


def missing_for_submission(
    *, title: str, statement: str, targets: list[str], assistance: list[str], languages: list[str]
) -> dict[str, list[object]]:
    """What a need still lacks before it can be submitted, by field."""
    errors: dict[str, list[object]] = {}
    if not title.strip():
        errors["title"] = [lazy_gettext("Give the need a title.")]
    if count_words(statement) < STATEMENT_WORDS_LEAST:
        errors["statement"] = [
            lazy_gettext("Say more: at least %(least)s words, better 100.", least=STATEMENT_WORDS_LEAST)
        ]
    if not targets:
        errors["targets"] = [lazy_gettext("Choose at least one target.")]
    if not assistance:
        errors["assistance"] = [lazy_gettext("Choose at least one kind of assistance.")]
    if not languages:
        errors["languages"] = [lazy_gettext("Choose at least one language you can work in.")]
    return errors
