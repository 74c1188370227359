"""The draft of an outcome: the numbers and the reasons, for the chair to conclude from."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row

from forum_service.calls.labels import voice_for
from forum_service.calls.models import Speaks, Stance
from forum_service.calls.queries import Tally
from forum_service.calls.urls import call_url

QUOTED = 4000
REASON = 400
REASONS = 40


def draft_outcome(call: Row[Any], tally: Tally, voices: Sequence[Row[Any]], *, possible: int) -> str:
    """Markdown: what was proposed, who spoke, why not all agree. The conclusion is left to write."""
    current = [voice for voice in voices if voice.replaced_at is None]
    parts = [
        "**" + _("Outcome of the consensus call “%(title)s”", title=call.title) + "**",
        _proposed(call),
        _numbers(call, tally, possible),
        _reasons(call, _("Objections"), [v for v in current if v.stance == Stance.OBJECTION]),
        _reasons(call, _("Concerns"), [v for v in current if v.stance == Stance.CONCERN]),
        f"[{_('The full record of who spoke')}]({call_url(call.id)})",
        "**" + _("Conclusion") + "**",
    ]
    return "\n\n".join(part for part in parts if part) + "\n\n"


def _proposed(call: Row[Any]) -> str:
    if len(call.raw) > QUOTED:
        return f"[{_('The proposed text')}]({call_url(call.id)})"
    return "\n".join(f"> {line}".rstrip() for line in call.raw.splitlines())


def _numbers(call: Row[Any], tally: Tally, possible: int) -> str:
    times = _(
        "The call was open from %(start)s to %(end)s (UTC).",
        start=f"{call.opens_at:%Y-%m-%d %H:%M}",
        end=f"{call.closes_at:%Y-%m-%d %H:%M}",
    )
    stances = _(
        "%(support)s support the text, %(concern)s have a concern, %(objection)s object.",
        support=tally.support,
        concern=tally.concern,
        objection=tally.objection,
    )
    return f"{times} {_spoke(call.speaks, tally.all, possible)} {stances}"


def _spoke(speaks: str, spoke: int, possible: int) -> str:
    numbers = {"num": spoke, "possible": possible}
    if speaks == Speaks.PARTY:
        return str(_("%(num)d of %(possible)d Parties spoke:", **numbers))
    if speaks == Speaks.ORGANISATION:
        return str(_("%(num)d of %(possible)d organisations spoke:", **numbers))
    return str(_("%(num)d of %(possible)d members spoke:", **numbers))


def _reasons(call: Row[Any], heading: str, voices: Sequence[Row[Any]]) -> str:
    lines = [f"- **{_who(call, voice)}**: {_quiet(voice.reason)}" for voice in voices[:REASONS]]
    return f"{heading}:\n\n" + "\n".join(lines) if lines else ""


def _who(call: Row[Any], voice: Row[Any]) -> str:
    name = voice.name or _("A former member")
    label = voice_for(call.speaks, voice.label)
    return f"{label} ({name})" if label else name


def _quiet(reason: str) -> str:
    """On one line, and calling nobody a second time."""
    words = " ".join(reason.split()).replace("@", "@\u2060")
    return words if len(words) <= REASON else words[:REASON].rsplit(" ", 1)[0] + " …"
