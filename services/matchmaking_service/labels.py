"""Words for states and steps, and how loud each is."""

from typing import Final

from flask_babel import LazyString, lazy_gettext

from matchmaking_service.needs.rules import MAIN_LINE

Toned = dict[str, tuple[LazyString, str]]

NEED_STATES: Final[Toned] = {
    "draft": (lazy_gettext("Draft"), ""),
    "submitted": (lazy_gettext("Waits for endorsement"), "warning"),
    "returned": (lazy_gettext("Returned"), "warning"),
    "endorsed": (lazy_gettext("Endorsed, being screened"), "second"),
    "declined": (lazy_gettext("Declined"), "danger"),
    "published": (lazy_gettext("Open for offers"), "success"),
    "matched": (lazy_gettext("Matched"), "second"),
    "in_delivery": (lazy_gettext("In delivery"), "second"),
    "closed": (lazy_gettext("Closed"), ""),
    "withdrawn": (lazy_gettext("Withdrawn"), ""),
}

STEPS: Final[dict[str, LazyString]] = {
    "draft": lazy_gettext("Drafted"),
    "submitted": lazy_gettext("Submitted"),
    "endorsed": lazy_gettext("Endorsed"),
    "published": lazy_gettext("Published"),
    "matched": lazy_gettext("Matched"),
    "in_delivery": lazy_gettext("In delivery"),
    "closed": lazy_gettext("Closed"),
}

# What was done, for the history.
NEED_ACTIONS: Final[dict[str, LazyString]] = {
    "draft": lazy_gettext("began the need"),
    "submit": lazy_gettext("submitted it for endorsement"),
    "endorse": lazy_gettext("endorsed it"),
    "return": lazy_gettext("returned it to be mended"),
    "publish": lazy_gettext("screened and published it"),
    "decline": lazy_gettext("declined it"),
    "withdraw": lazy_gettext("withdrew it"),
    "match": lazy_gettext("accepted an offer"),
    "start": lazy_gettext("began the delivery"),
    "close": lazy_gettext("closed the case"),
}

OFFER_STATES: Final[Toned] = {
    "open": (lazy_gettext("Waits for an answer"), "warning"),
    "accepted": (lazy_gettext("Accepted"), "success"),
    "declined": (lazy_gettext("Declined"), "danger"),
    "withdrawn": (lazy_gettext("Withdrawn"), ""),
    "passed_over": (lazy_gettext("Passed over"), ""),
}

CASE_STATES: Final[Toned] = {
    "agreed": (lazy_gettext("Agreed"), "second"),
    "in_delivery": (lazy_gettext("In delivery"), "second"),
    "delivered": (lazy_gettext("Delivered, to be evaluated"), "warning"),
    "closed": (lazy_gettext("Closed"), ""),
}

MILESTONE_STATES: Final[Toned] = {
    "planned": (lazy_gettext("Planned"), ""),
    "at_risk": (lazy_gettext("At risk"), "danger"),
    "reached": (lazy_gettext("Reached"), "success"),
}

SIDES: Final[dict[str, LazyString]] = {
    "party": lazy_gettext("The Party"),
    "centre": lazy_gettext("The centre"),
}


def stepper(state: str, passed: dict[str, str]) -> list[tuple[str, str, str]]:
    """The life of a need as (label, done | current | next, note); `passed` says when each was reached.

    A side exit (returned, declined, withdrawn) shows the last state of the main line as the current one.
    """
    reached = [place for place, name in enumerate(MAIN_LINE) if name in passed or name == state]
    here = MAIN_LINE.index(state) if state in MAIN_LINE else max(reached, default=0)
    return [
        (str(STEPS[name]), _mark(place, here, state), passed.get(name, "") if place <= here else "")
        for place, name in enumerate(MAIN_LINE)
    ]


def _mark(place: int, here: int, state: str) -> str:
    if place < here or state == "closed":
        return "done"
    return "current" if place == here else "next"


# The subregions of the United Nations (M49), as the Parties' data file names them.
SUBREGIONS: Final[dict[str, LazyString]] = {
    "Australia and New Zealand": lazy_gettext("Australia and New Zealand"),
    "Caribbean": lazy_gettext("Caribbean"),
    "Central America": lazy_gettext("Central America"),
    "Central Asia": lazy_gettext("Central Asia"),
    "Eastern Africa": lazy_gettext("Eastern Africa"),
    "Eastern Asia": lazy_gettext("Eastern Asia"),
    "Eastern Europe": lazy_gettext("Eastern Europe"),
    "European Union": lazy_gettext("European Union"),
    "Melanesia": lazy_gettext("Melanesia"),
    "Micronesia": lazy_gettext("Micronesia"),
    "Middle Africa": lazy_gettext("Middle Africa"),
    "Northern Africa": lazy_gettext("Northern Africa"),
    "Northern America": lazy_gettext("Northern America"),
    "Northern Europe": lazy_gettext("Northern Europe"),
    "Polynesia": lazy_gettext("Polynesia"),
    "South America": lazy_gettext("South America"),
    "South-eastern Asia": lazy_gettext("South-eastern Asia"),
    "Southern Africa": lazy_gettext("Southern Africa"),
    "Southern Asia": lazy_gettext("Southern Asia"),
    "Southern Europe": lazy_gettext("Southern Europe"),
    "Western Africa": lazy_gettext("Western Africa"),
    "Western Asia": lazy_gettext("Western Asia"),
    "Western Europe": lazy_gettext("Western Europe"),
}
