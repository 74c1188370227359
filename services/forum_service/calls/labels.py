"""The words of calls in the reader's language."""

from typing import Any

from flask_babel import lazy_gettext as _

from corridor.web.templating import country_name
from forum_service.calls.models import Decision, Speaks, Stance
from forum_service.calls.rules import Stage

_STAGES = {
    Stage.PLANNED: (_("To come"), "info"),
    Stage.OPEN: (_("Open"), "success"),
    Stage.CLOSED: (_("Closed"), "warning"),
    Stage.CONCLUDED: (_("Concluded"), ""),
    Stage.WITHDRAWN: (_("Withdrawn"), "danger"),
}
_STANCES = {
    Stance.SUPPORT: (_("Support"), "success", _("I support the text as it stands.")),
    Stance.CONCERN: (
        _("Concern"),
        "warning",
        _("I have a concern that should be noted; I do not stand in the way."),
    ),
    Stance.OBJECTION: (_("Objection"), "danger", _("I cannot accept the text as it stands.")),
}
_SPEAKS = {
    Speaks.PERSON: (_("One voice a person"), _("Every member who reads the topic.")),
    Speaks.PARTY: (
        _("One voice a Party"),
        _("By its national focal points and representatives; a later one replaces an earlier one, openly."),
    ),
    Speaks.ORGANISATION: (
        _("One voice an organisation"),
        _("By any of its members; a later one replaces an earlier one, openly."),
    ),
}
_DECISIONS = {
    Decision.ADOPTED: _("Adopted by consensus"),
    Decision.NOTED: _("Adopted, with the concerns noted"),
    Decision.NOT_ADOPTED: _("Not adopted"),
}


def stage_label(stage: Stage) -> tuple[str, str]:
    """The words and the tone of a stage."""
    words, tone = _STAGES[stage]
    return str(words), tone


def stance_label(stance: str) -> tuple[str, str]:
    """The word and the tone of a stance."""
    words, tone, _meaning = _STANCES[Stance(stance)]
    return str(words), tone


def stance_choices() -> list[tuple[str, str, str]]:
    """(value, name, meaning), the friendliest first."""
    return [(one.value, str(words), str(meaning)) for one, (words, _tone, meaning) in _STANCES.items()]


def speaks_label(speaks: str) -> str:
    """Whose voices a call counts."""
    return str(_SPEAKS[Speaks(speaks)][0])


def speaks_meaning(speaks: str) -> str:
    """Who raises these voices."""
    return str(_SPEAKS[Speaks(speaks)][1])


def speaks_choices() -> list[tuple[str, str, str]]:
    """(value, name, meaning) of whose voices a call may count."""
    return [(one.value, str(words), str(meaning)) for one, (words, meaning) in _SPEAKS.items()]


def decision_label(decision: str) -> str:
    """How a call ended."""
    return str(_DECISIONS[Decision(decision)])


def decision_choices() -> list[tuple[str, str]]:
    """(value, name) of how a call may end."""
    return [(one.value, str(words)) for one, words in _DECISIONS.items()]


def voice_for(speaks: str, label: str) -> str:
    """For whom somebody speaks: a Party, an organisation; nothing where each speaks for themselves."""
    return country_name(label) if speaks == Speaks.PARTY else label


def stance_parts(tally: Any) -> list[tuple[str, float, int]]:
    """The tally for a bar with its legend: name, share of the whole, number."""
    whole = tally.all or 1
    numbers = [(one, getattr(tally, one.value)) for one in Stance]
    return [(stance_label(one)[0], number / whole, number) for one, number in numbers]
