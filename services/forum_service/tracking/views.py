"""Reading positions and tracking levels."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import Invalid
from corridor.web import form_from, notice, safe_return_to, see_other, session, transaction
from forum_service.boards.queries import get_board
from forum_service.posts.place import Author
from forum_service.topics.queries import get_topic_for
from forum_service.tracking import actions
from forum_service.tracking.models import Level
from forum_service.urls import board_url, topic_url

blueprint = Blueprint("tracking", __name__, url_prefix="/forum")

# Set by the script that reports what was really in view; without it a page shown counts as read.
SCRIPT_COOKIE = "corridor_reading"


class TopicLevel(Schema):
    """A level for a topic."""

    level = fields.Integer(required=True, validate=validate.Range(min=Level.MUTED, max=Level.WATCHING))


class BoardLevel(Schema):
    """A level for a forum."""

    level = fields.Integer(
        required=True, validate=validate.Range(min=Level.MUTED, max=Level.WATCHING_FIRST_POST)
    )


class Position(Schema):
    """The post number read up to."""

    number = fields.Integer(required=True, validate=validate.Range(min=1, max=2**31 - 1))


def note_view(topic: Row[Any], posts: Sequence[Row[Any]]) -> None:
    """Record a page shown as read, for readers without scripts (docs/adr/0005-reading-position.md).

    The page is rendered by now. This is the one effect a GET has: it only moves the reader's own place
    forward, so that repeating it changes nothing, and prefetching does not count.
    """
    who = viewer().id
    last = posts[-1].number if posts else 0
    if who is None or last <= (topic.last_read or 0) or not counts_as_read():
        return
    with transaction() as work:
        actions.mark_read(work, who, topic.id, number=last, now=clock.now())


def counts_as_read() -> bool:
    """Whether what this GET shows is read by that alone: where no script tells what was in view."""
    prefetched = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.method != "HEAD" and SCRIPT_COOKIE not in request.cookies and not prefetched


@blueprint.post("/t/<int:topic_id>/reading")
@access.member
def read(topic_id: int) -> AnyResponse:
    """The script tells how far somebody read."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    form = form_from(Position)
    if form.data is None:
        raise Invalid(_("That is no post number."), errors=form.errors)
    with transaction() as work:
        actions.mark_read(work, Author.of(viewer()).id, topic.id, number=form.data["number"], now=clock.now())
    return Response(status=204)


@blueprint.post("/t/<int:topic_id>/tracking")
@access.member
def track_topic(topic_id: int) -> AnyResponse:
    """Choose how much to hear of a topic."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    level = _level(TopicLevel)
    with transaction() as work:
        actions.track_topic(work, Author.of(viewer()).id, topic.id, level=level, now=clock.now())
    notice(_("Your choice for this topic is kept."))
    return see_other(safe_return_to(request.form.get("_return_to"), topic_url(topic.id, topic.slug)))


@blueprint.post("/f/<slug>/tracking")
@access.member
def track_board(slug: str) -> AnyResponse:
    """Choose how much to hear of a forum."""
    board = get_board(session(), slug, viewer=viewer())
    level = _level(BoardLevel)
    with transaction() as work:
        actions.track_board(work, Author.of(viewer()).id, board.id, level=level)
    notice(_("Your choice for this forum is kept."))
    return see_other(board_url(board.slug))


@blueprint.post("/new/dismissal")
@access.member
def dismiss_new() -> AnyResponse:
    """Start the list of new topics afresh."""
    with transaction() as work:
        actions.dismiss_new(work, Author.of(viewer()).id, now=clock.now())
    return see_other("/forum")


def _level(schema: type[Schema]) -> Level:
    form = form_from(schema)
    if form.data is None:
        raise Invalid(_("Please choose one of the levels."), errors=form.errors)
    return Level(form.data["level"])
