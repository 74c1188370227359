"""Changing the state of a topic."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from marshmallow import Schema, ValidationError, fields, validate
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import CorridorError
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from forum_service.moderation.rules import check_moderates
from forum_service.states.actions import change_state
from forum_service.states.queries import state_of
from forum_service.states.rules import get_change
from forum_service.topics.queries import get_topic_for
from forum_service.urls import topic_url

blueprint = Blueprint("states", __name__, url_prefix="/forum")

_DONE = {
    "pin": lazy_gettext("The topic is pinned in its forum."),
    "pin-everywhere": lazy_gettext("The topic is pinned above all others."),
    "unpin": lazy_gettext("The topic is no longer pinned."),
    "archive": lazy_gettext("The topic is archived."),
    "unarchive": lazy_gettext("The topic is out of the archive."),
    "unlist": lazy_gettext("The topic is off the lists."),
    "list": lazy_gettext("The topic is on the lists again."),
}


def _to_come(day: date) -> None:
    if not clock.now().date() <= day <= clock.now().date() + timedelta(days=3660):
        raise ValidationError(str(_("Please choose a day to come, within ten years.")))


class PinForm(Schema):
    """Where to pin, and until when."""

    where = fields.String(required=True, validate=validate.OneOf(["pin", "pin-everywhere"]))
    until = fields.Date(load_default=None, validate=_to_come)


@blueprint.post("/t/<int:topic_id>/states/<change>")
@access.member
def change(topic_id: int, change: str) -> AnyResponse:
    """Archive, unlist, unpin a topic, or the opposite."""
    topic = _topic(topic_id)
    get_change(change)
    with transaction() as work:
        change_state(work, topic, viewer(), change=change, now=clock.now())
    notice(_DONE[change])
    return see_other(topic_url(topic.id, topic.slug))


@blueprint.get("/t/<int:topic_id>/pinning")
@access.member
def choose_pin(topic_id: int) -> Response:
    """Where and until when."""
    form = Form(PinForm, initial={"where": "pin"})
    return render("states/pin.html", topic=_topic(topic_id), form=form)


@blueprint.post("/t/<int:topic_id>/pinning")
@access.member
@idempotent
def pin(topic_id: int) -> AnyResponse:
    """Pin a topic above the others."""
    topic = _topic(topic_id)
    form = form_from(PinForm)
    if form.data is None:
        return render("states/pin.html", 422, topic=topic, form=form)
    try:
        with transaction() as work:
            until = _end_of(form.data["until"])
            change_state(work, topic, viewer(), change=form.data["where"], until=until, now=clock.now())
    except CorridorError as error:
        form.fail("where", error.message)
        return render("states/pin.html", error.status, topic=topic, form=form)
    notice(_DONE[form.data["where"]])
    return see_other(topic_url(topic.id, topic.slug))


def _topic(topic_id: int) -> Row[Any]:
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    check_moderates(viewer(), state_of(session(), topic.id))
    return topic


def _end_of(day: date | None) -> datetime | None:
    """The end of a day where the moderator is."""
    zone = ZoneInfo(viewer().time_zone)
    return datetime.combine(day + timedelta(days=1), time.min, zone) if day else None
