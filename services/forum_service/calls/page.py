"""What the pages of a call show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.web import Form
from forum_service.calls import rules
from forum_service.calls.labels import voice_for
from forum_service.calls.models import Speaks
from forum_service.calls.queries import Tally, extensions_of, keys_of_viewer, tally_of, voices_for, voices_of
from forum_service.calls.schemas import CallForm, VoiceForm
from forum_service.composer.schemas import DETECT
from forum_service.localtime import as_typed

USUAL = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class CallPage:
    """One call as one reader sees it."""

    call: Row[Any]
    stage: rules.Stage
    tally: Tally
    current: list[Row[Any]]
    earlier: dict[str, list[Row[Any]]]
    extensions: Any
    keys: list[tuple[str, str]]
    own: list[Row[Any]]
    chairs: bool
    form: Form

    @property
    def may_speak(self) -> bool:
        return self.stage == rules.Stage.OPEN and bool(self.keys)


def page_of_call(
    session: Session, call: Row[Any], viewer: Viewer, *, now: datetime, form: Form | None = None
) -> CallPage:
    """Everything the page of a call shows."""
    voices = voices_of(session, call.id)
    keys = keys_of_viewer(viewer, speaks=call.speaks)
    current = [voice for voice in voices if voice.replaced_at is None]
    own = list(voices_for(session, call.id, keys=keys))
    return CallPage(
        call=call,
        stage=rules.stage_of(call, now),
        tally=tally_of(session, call.id),
        current=current,
        earlier=_earlier(voices),
        extensions=extensions_of(session, call.id),
        keys=[(key, voice_for(call.speaks, label)) for key, label in keys.items()],
        own=own,
        chairs=rules.may_chair(viewer.id, viewer.roles, call, opened_by=call.opened_by),
        form=form or _voice_form(own),
    )


def new_call_form(now: datetime) -> Form:
    """A call that would close in two weeks, at a full hour."""
    closes = as_typed((now + USUAL).replace(minute=0))
    initial = {"language": DETECT, "speaks": Speaks.PERSON.value, "closes_at": closes}
    return Form(CallForm, initial=initial)


def _voice_form(own: list[Row[Any]]) -> Form:
    said = {"stance": own[0].stance, "reason": own[0].reason, "key": own[0].key} if own else {}
    return Form(VoiceForm, initial=said)


def _earlier(voices: Any) -> dict[str, list[Row[Any]]]:
    replaced: dict[str, list[Row[Any]]] = {}
    for voice in voices:
        if voice.replaced_at is not None:
            replaced.setdefault(voice.key, []).append(voice)
    return {key: sorted(rows, key=lambda row: row.spoken_at, reverse=True) for key, rows in replaced.items()}
