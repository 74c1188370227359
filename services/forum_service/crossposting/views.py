"""Choosing the second forum of a topic."""

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from forum_service.boards.labels import board_name
from forum_service.boards.queries import list_boards
from forum_service.crossposting.actions import show_in
from forum_service.crossposting.queries import others_wrote
from forum_service.crossposting.rules import check_share, is_closed_forum
from forum_service.moderation.queries import rights_of
from forum_service.sanctions.speaking import check_appears_at_once
from forum_service.topics.queries import get_topic_for
from forum_service.urls import topic_url

blueprint = Blueprint("crossposting", __name__, url_prefix="/forum/t/<int:topic_id>/second-forum")


class SecondForumForm(Schema):
    """A forum, or nothing for none."""

    forum = fields.String(load_default="", validate=validate.Length(max=80))


@blueprint.get("")
@access.member
def choose(topic_id: int) -> Response:
    """The form with the forums in which the viewer opens topics."""
    topic = _topic_to_share(topic_id)
    return _form(topic, Form(SecondForumForm, initial={"forum": topic.second_slug or ""}))


@blueprint.post("")
@access.member
@idempotent
def share(topic_id: int) -> AnyResponse:
    """Show the topic in a second forum, or in its own only."""
    topic, form = _topic_to_share(topic_id), form_from(SecondForumForm)
    slug = form.data["forum"] if form.data is not None else ""
    board = next((one for one in _forums(topic) if one.slug == slug), None)
    if form.data is None or (slug and board is None):
        form.fail("forum", _("Please choose one of the forums."))
        return _form(topic, form, 422)
    for place in {topic.board_id, board.id if board else topic.board_id}:
        check_appears_at_once(session(), viewer(), place, private=topic.private)
    with transaction() as work:
        show_in(work, topic, viewer(), board=board, now=clock.now())
    notice(_("The topic stands in both forums.") if board else _("The topic stands in its own forum only."))
    return see_other(topic_url(topic.id, topic.slug))


def _topic_to_share(topic_id: int) -> Row[Any]:
    topic, who = get_topic_for(session(), topic_id, viewer=viewer()), viewer()
    rights = rights_of(session(), topic.board_id)
    others = is_closed_forum(rights.read_roles) and others_wrote(session(), topic.id, topic.author_id)
    check_share(who, rights, author_id=topic.author_id, private=topic.private, words_of_others=others)
    return topic


def _forums(topic: Row[Any]) -> list[Row[Any]]:
    boards = list_boards(session(), viewer=viewer())
    return [one for one in boards if one.may_open and one.id != topic.board_id]


def _form(topic: Row[Any], form: Form, status: int = 200) -> Response:
    options = [("", _("None")), *((one.slug, board_name(one.slug, one.name)) for one in _forums(topic))]
    return render("crossposting/choose.html", status, topic=topic, form=form, options=options)
