"""What the chair of a call does: give more time, withdraw it, write its outcome."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import CorridorError, Forbidden
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from forum_service.calls import actions, rules
from forum_service.calls.drafting import draft_outcome
from forum_service.calls.models import Decision
from forum_service.calls.queries import count_keys, electorate, get_call_for, tally_of, voices_of
from forum_service.calls.schemas import ExtensionForm, OutcomeForm, WithdrawalForm
from forum_service.calls.urls import call_url
from forum_service.composer.schemas import DETECT
from forum_service.moderation.actions import Target, note_act
from forum_service.posts.place import Author, Place, Words
from forum_service.refusals import show_refusal
from forum_service.sanctions.speaking import check_appears_at_once
from forum_service.topics.queries import get_topic_for
from forum_service.topics.views import chosen_language
from forum_service.urls import post_url

blueprint = Blueprint("chairing", __name__, url_prefix="/forum/calls/<int:call_id>")
REASONS = 1000


@blueprint.get("/extension")
@access.member
def compose_extension(call_id: int) -> Response:
    """The form that gives more time."""
    return render("calls/extension.html", call=_call_to_chair(call_id), form=Form(ExtensionForm))


@blueprint.post("/extension")
@access.member
@idempotent
def extend(call_id: int) -> AnyResponse:
    """Give more time."""
    call, form = _call_to_chair(call_id), form_from(ExtensionForm)
    return _act(form, lambda data: _extend(call, data), "calls/extension.html", call)


def _extend(call: Row[Any], data: dict[str, Any]) -> str:
    now, origin, chair = clock.now(), frame().settings.base_url, Author.of(viewer())
    with transaction() as work:
        actions.extend_call(work, call.id, chair, **data, now=now, origin=origin)
        _note(work, call, "call_extended", data["reason"])
    notice(_("The call closes later, and those who have a voice are told."), "success")
    return call_url(call.id)


@blueprint.get("/withdrawal")
@access.member
def compose_withdrawal(call_id: int) -> Response:
    """Whether to end the call without an outcome, and why."""
    return render("calls/withdrawal.html", call=_call_to_chair(call_id), form=Form(WithdrawalForm))


@blueprint.post("/withdrawal")
@access.member
@idempotent
def withdraw(call_id: int) -> AnyResponse:
    """End the call without an outcome."""
    call, form = _call_to_chair(call_id), form_from(WithdrawalForm)
    return _act(form, lambda data: _withdraw(call, data), "calls/withdrawal.html", call)


def _withdraw(call: Row[Any], data: dict[str, Any]) -> str:
    now, origin, chair = clock.now(), frame().settings.base_url, Author.of(viewer())
    with transaction() as work:
        actions.withdraw_call(work, call.id, chair, reason=data["reason"], now=now, origin=origin)
        _note(work, call, "call_withdrawn", data["reason"])
    notice(_("The call is withdrawn."), "success")
    return call_url(call.id)


@blueprint.get("/outcome")
@access.member
def compose_outcome(call_id: int) -> Response:
    """The draft of the outcome."""
    call = _call_to_chair(call_id)
    electors = electorate(session(), call.topic_id, speaks=call.speaks)
    voices = voices_of(session(), call.id, size=REASONS)
    draft = draft_outcome(call, tally_of(session(), call.id), voices, possible=count_keys(electors))
    form = Form(OutcomeForm, initial={"raw": draft, "language": DETECT})
    return render("calls/outcome.html", call=call, form=form)


@blueprint.post("/outcome")
@access.member
@idempotent
def conclude(call_id: int) -> AnyResponse:
    """Post the outcome."""
    call, form = _call_to_chair(call_id), form_from(OutcomeForm)
    return _act(form, lambda data: _conclude(call, data), "calls/outcome.html", call)


def _conclude(call: Row[Any], data: dict[str, Any]) -> str:
    place = Place.of(get_topic_for(session(), call.topic_id, viewer=viewer()))
    words = Words(raw=data["raw"], language=chosen_language(data))
    conclusion = actions.Conclusion(decision=Decision(data["decision"]), words=words)
    now, origin, chair = clock.now(), frame().settings.base_url, Author.of(viewer())
    with transaction() as work:
        post = actions.conclude_call(work, call.id, place, chair, conclusion, now=now, origin=origin)
    return post_url(call.topic_id, call.slug, post.number)


def _act(form: Form, act: Callable[[dict[str, Any]], str], template: str, call: Row[Any]) -> AnyResponse:
    try:
        if form.data is not None:
            return see_other(act(form.data))
    except CorridorError as error:
        return render(template, show_refusal(form, error), call=call, form=form)
    return render(template, 422, call=call, form=form)


def _call_to_chair(call_id: int) -> Row[Any]:
    call, who = get_call_for(session(), call_id, viewer=viewer()), viewer()
    if not rules.may_chair(who.id, who.roles, call, opened_by=call.opened_by):
        raise Forbidden(_("Only who opened the call and the moderators of its forum look after it."))
    check_appears_at_once(session(), who, call.board_id, private=call.private)
    return call


def _note(work: Any, call: Row[Any], act: str, reason: str) -> None:
    """A moderator's act on the call of somebody else is on the record of the moderators."""
    if viewer().id == call.opened_by:
        return
    target = Target(name=f"call/{call.id}", board_id=call.board_id, subject_id=call.opened_by)
    # The log may show of a private topic not even a title.
    known = {} if call.private else {"title": call.title, "url": call_url(call.id), "reason": reason}
    note_act(work, actor=viewer(), act=act, target=target, details=known, undo=None, now=clock.now())
