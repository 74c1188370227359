"""Pages of consensus calls, opening them, and speaking in them."""

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
from forum_service import limits
from forum_service.calls import actions, labels, rules
from forum_service.calls.models import Stance
from forum_service.calls.page import new_call_form, page_of_call
from forum_service.calls.queries import (
    get_call_for,
    keys_of_viewer,
    list_calls,
    past_calls,
    rights_of_board,
    tally_of,
    voices_of,
)
from forum_service.calls.record import record_as_csv
from forum_service.calls.schemas import CallForm, VoiceForm
from forum_service.calls.urls import call_url
from forum_service.downloads import download, file_name
from forum_service.localtime import both_times, zone_hint
from forum_service.posts.place import Author, Place, Words
from forum_service.refusals import show_refusal
from forum_service.sanctions.speaking import check_appears_at_once, check_may_speak
from forum_service.topics.queries import get_topic_for
from forum_service.topics.views import chosen_language

blueprint = Blueprint("calls", __name__, url_prefix="/forum")
for helper in (
    *(labels.stage_label, labels.stance_label, labels.stance_parts, labels.stance_choices),
    *(labels.speaks_label, labels.speaks_choices, labels.speaks_meaning, labels.voice_for, keys_of_viewer),
    *(labels.decision_label, labels.decision_choices),
    *(rules.stage_of, call_url, both_times, zone_hint),
):
    blueprint.add_app_template_global(helper, helper.__name__)

RECORDED = 100_000


@blueprint.get("/calls")
@access.member
def index() -> Response:
    """The calls that are open, to come, and past."""
    now = clock.now()
    current = list_calls(session(), viewer=viewer(), now=now)
    past = past_calls(session(), viewer=viewer(), now=now)
    return render("calls/index.html", current=current, past=past, now=now)


@blueprint.get("/calls/<int:call_id>")
@access.member
def show(call_id: int) -> Response:
    """A call: the text, who spoke, and the form to speak."""
    call = get_call_for(session(), call_id, viewer=viewer())
    return render("calls/show.html", page=page_of_call(session(), call, viewer(), now=clock.now()))


@blueprint.get("/calls/<int:call_id>/panel")
@access.member
def panel(call_id: int) -> Response:
    """A call in few words, for the top of its topic."""
    call = get_call_for(session(), call_id, viewer=viewer())
    stage = rules.stage_of(call, clock.now())
    tally = tally_of(session(), call.id)
    return render("calls/_panel.html", call=call, stage=stage, tally=tally)


@blueprint.get("/calls/<int:call_id>/record.csv")
@access.member
def record(call_id: int) -> Response:
    """Everything that was said, as a table."""
    call = get_call_for(session(), call_id, viewer=viewer())
    text = record_as_csv(call, voices_of(session(), call.id, size=RECORDED))
    return download(text.encode(), filename=file_name(call.title, "csv"), media_type="text/csv")


@blueprint.get("/t/<int:topic_id>/calls/new")
@access.member
def compose(topic_id: int) -> Response:
    """The form of a new call."""
    topic = _topic_to_call_in(topic_id)
    return render("calls/new.html", topic=topic, form=new_call_form(clock.now()))


@blueprint.post("/t/<int:topic_id>/calls")
@access.member
@limits.posts
@idempotent
def create(topic_id: int) -> AnyResponse:
    """Open a call."""
    topic = _topic_to_call_in(topic_id)
    form = form_from(CallForm)
    try:
        if form.data is not None:
            return see_other(call_url(_open(topic, form.data)))
    except CorridorError as error:
        return render("calls/new.html", show_refusal(form, error), topic=topic, form=form)
    return render("calls/new.html", 422, topic=topic, form=form)


def _topic_to_call_in(topic_id: int) -> Row[Any]:
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    rights, who = rights_of_board(session(), topic.board_id), viewer()
    check_appears_at_once(session(), who, topic.board_id, private=topic.private)
    if not rules.may_call(who.id, who.roles, rights, author_id=topic.author_id, closed=topic.closed):
        raise Forbidden(
            _("Only moderators, and where the forum allows it the author of a topic, open calls.")
        )
    return topic


def _open(topic: Row[Any], data: dict[str, Any]) -> int:
    now = clock.now()
    proposal = actions.Proposal(
        title=data["title"].strip(),
        words=Words(raw=data["raw"], language=chosen_language(data)),
        speaks=data["speaks"],
        opens_at=data["opens_at"] or now,
        closes_at=data["closes_at"],
    )
    place, origin = Place.of(topic), frame().settings.base_url
    with transaction() as work:
        return actions.open_call(work, place, Author.of(viewer()), proposal, now=now, origin=origin)


@blueprint.post("/calls/<int:call_id>/voices")
@access.member
@limits.posts
@idempotent
def speak(call_id: int) -> AnyResponse:
    """Say where one stands."""
    call = get_call_for(session(), call_id, viewer=viewer())
    form = form_from(VoiceForm)
    try:
        if form.data is not None:
            _speak(call, form.data)
            notice(_("Your voice is heard. You can change it until the call closes."), "success")
            return see_other(call_url(call.id))
    except CorridorError as error:
        return _show_again(call, form, show_refusal(form, error))
    return _show_again(call, form, 422)


def _speak(call: Row[Any], data: dict[str, Any]) -> None:
    keys = keys_of_viewer(viewer(), speaks=call.speaks)
    key = rules.choose_key(keys, data["key"])
    saying = actions.Saying(
        key=key, label=keys[key], stance=Stance(data["stance"]), reason=data["reason"].strip()
    )
    _check_saying(call, saying)
    origin = frame().settings.base_url
    with transaction() as work:
        actions.speak(work, call.id, Author.of(viewer()), saying, now=clock.now(), origin=origin)


def _check_saying(call: Row[Any], saying: actions.Saying) -> None:
    # A voice without a word is a mark, not a text.
    if saying.reason:
        check_appears_at_once(session(), viewer(), call.board_id, private=call.private)
    else:
        check_may_speak(session(), viewer().id, call.board_id)


def _show_again(call: Row[Any], form: Form, status: int) -> Response:
    page = page_of_call(session(), call, viewer(), now=clock.now(), form=form)
    return render("calls/show.html", status, page=page)
