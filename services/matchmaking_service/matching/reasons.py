"""Say the parts of a score in plain words, in the reader's language."""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from flask_babel import LazyString, lazy_gettext, ngettext
from flask_babel import gettext as _

from matchmaking_service.matching.concepts import names_of
from matchmaking_service.matching.scoring import PARTS
from matchmaking_service.vocabulary import ASSISTANCE, ECOSYSTEMS, LANGUAGES, target_number

PART_NAMES: Final[dict[str, LazyString]] = {
    "text": lazy_gettext("Text"),
    "concepts": lazy_gettext("Concepts"),
    "region": lazy_gettext("Region"),
    "language": lazy_gettext("Language"),
    "equity": lazy_gettext("Equity"),
}

GATE_REASONS: Final[dict[str, LazyString]] = {
    "coverage": lazy_gettext("It does not cover this Party."),
    "language": lazy_gettext("It works in none of the languages the Party can work in."),
    "assistance": lazy_gettext("It does not offer the kind of assistance asked for."),
    "capacity": lazy_gettext("It has no capacity left at present."),
}

_STATUS: Final[dict[str, LazyString]] = {
    "ldc": lazy_gettext("least developed country"),
    "sids": lazy_gettext("small island developing State"),
    "lldc": lazy_gettext("landlocked developing country"),
}


class Scored(Protocol):
    """A score just computed or one on record: both carry the same facts."""

    @property
    def parts(self) -> Mapping[str, float]: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...
    @property
    def failed_gates(self) -> list[str]: ...
    @property
    def weak_text(self) -> bool: ...


def gate_reasons(one: Scored) -> list[str]:
    """Why it cannot be taken, gate by gate."""
    return [str(GATE_REASONS[gate]) for gate in one.failed_gates]


def reasons(one: Scored, *, language: str) -> list[str]:
    """Why it has the points it has: the words, the subjects, then place, language and capacity."""
    lines = [_text(one), _concepts(one, language), " ".join(filter(None, _side_reasons(one)))]
    return [line for line in lines if line]


def _side_reasons(one: Scored) -> list[str]:
    return [_region(one), _language(one), _equity(one)]


def _text(one: Scored) -> str:
    if one.weak_text:
        written = LANGUAGES.get(one.facts["written"], one.facts["written"])
        weak = _(
            "Weak text evidence: none of its evidence is written in %(language)s; concepts decide.",
            language=written,
        )
        return str(weak)
    words = one.facts.get("words", [])
    if not words:
        return ""
    return str(_("Same words in its evidence: %(words)s.", words=_listed(words)))


def _concepts(one: Scored, language: str) -> str:
    shared = names_of(one.facts.get("concepts", []), language=language)[:6]
    shared += [str(ECOSYSTEMS[key]) for key in one.facts.get("ecosystems", []) if key in ECOSYSTEMS]
    shared += [str(ASSISTANCE[key]) for key in one.facts.get("assistance", []) if key in ASSISTANCE]
    targets = [target_number(identifier) for identifier in one.facts["targets"]]
    sentences = []
    if shared:
        sentences.append(_("Same subjects: %(subjects)s.", subjects=_listed(shared)))
    if targets:
        sentences.append(
            ngettext(
                "Same target: %(targets)s.",
                "Same targets: %(targets)s.",
                len(targets),
                targets=_listed(targets),
            )
        )
    return " ".join(sentences)


def _region(one: Scored) -> str:
    if not one.parts["region"]:
        return ""
    if one.facts["covered"]:
        return str(_("It covers this Party."))
    return str(_("It is open to all Parties."))


def _language(one: Scored) -> str:
    spoken = [LANGUAGES[code] for code in one.facts.get("languages", []) if code in LANGUAGES]
    if not spoken:
        return ""
    return str(_("Common language: %(languages)s.", languages=_listed(spoken)))


def _equity(one: Scored) -> str:
    free, capacity = one.facts["free"], one.facts["capacity"]
    sentences = []
    if one.facts["status"]:
        names = [str(_STATUS[key]) for key in one.facts["status"]]
        sentences.append(_("Points for a %(status)s.", status=_listed(names)))
    if free:
        sentences.append(
            _("Capacity: %(free)s of %(capacity)s places are free.", free=free, capacity=capacity)
        )
    return " ".join(sentences)


def _listed(words: list[str]) -> str:
    return ", ".join(words)


def bar_parts(one: Scored) -> list[tuple[str, float, str]]:
    """(name, share of a hundred, points in words) for the bar of a match."""
    return [(str(PART_NAMES[part]), one.parts[part] / 100, f"{one.parts[part]:.0f}") for part in PARTS]
