"""Words of the pages of notifications."""

from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from corridor.parties import all_parties, country_name
from corridor.web.i18n import current_language
from corridor.web.templating import language_name
from notify_service.bulletins.rules import LANGUAGES, REMIND_DAYS, STATES
from notify_service.register.rules import GROUPS, KINDS, group_name, kind_name

STATE_LABELS: dict[str, LazyString] = {
    "draft": _l("Draft"),
    "submitted": _l("Waits for approval"),
    "approved": _l("Being sent"),
    "sent": _l("Sent"),
}
STATE_TONES = {"draft": "", "submitted": "warning", "approved": "info", "sent": "success"}
STEP_LABELS: dict[str, LazyString] = {
    "drafted": _l("Drafted"),
    "edited": _l("Edited"),
    "file_added": _l("File added"),
    "file_removed": _l("File removed"),
    "submitted": _l("Submitted for approval"),
    "taken_back": _l("Taken back"),
    "returned": _l("Returned"),
    "approved": _l("Approved and published"),
    "reminded": _l("Reminded"),
    "withdrawn": _l("Withdrawn"),
}
VIEW_LABELS: dict[str, LazyString] = {
    "": _l("All"),
    "missed": _l("Not reached"),
    "unopened": _l("Not opened"),
    "silent": _l("Not acted"),
    "acted": _l("Acted"),
}
assert set(STATE_LABELS) == set(STATES)  # noqa: S101  a state without a name would break the desk


def choices() -> dict[str, Any]:
    """What the form of a notification offers."""
    code = current_language().code
    parties = sorted(((party.iso2, party.name(code)) for party in all_parties()), key=lambda one: one[1])
    return {
        "kinds": [(kind, kind_name(kind, _)) for kind in KINDS],
        "groups": [(group, group_name(group, _)) for group in GROUPS],
        "parties": parties,
        "writing_languages": [(language, language_name(language)) for language in LANGUAGES],
        "reminders": [(days, days) for days in REMIND_DAYS],
    }


def names() -> dict[str, Any]:
    """How pages call kinds, groups and Parties."""
    code = current_language().code
    return {
        "kind_name": lambda kind: kind_name(kind, _),
        "group_name": lambda group: group_name(group, _),
        "party_name": lambda party: country_name(party, code) if party else "",
    }


def capacity(held: dict[str, Any]) -> str:
    """In which capacity somebody is written to, in the reader's language."""
    name = kind_name(held["kind"], _)
    if held["deputy"]:
        name = _("%(office)s (deputy)", office=name)
    place = (
        country_name(held["party"], current_language().code) if held["party"] else held.get("organisation")
    )
    return f"{name}, {place}" if place else str(name)
