"""Splitting, merging, moving and taking away."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import CorridorError, Invalid, NotFound
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from forum_service.moderation.queries import moderated_boards, rights_of
from forum_service.moderation.rules import check_moderates
from forum_service.moving.deciding import Moment, delete_topic, merge_posts, move_topic, split_posts
from forum_service.moving.queries import SHOWN, posts_to_pick
from forum_service.moving.rules import read_numbers
from forum_service.moving.schemas import DeletionForm, ForumForm, MoveForm, topic_number
from forum_service.posts.place import Place
from forum_service.topics.queries import get_topic_for
from forum_service.urls import board_url, topic_url

blueprint = Blueprint("moving", __name__, url_prefix="/forum/t/<int:topic_id>")


@blueprint.get("/moving")
@access.member
def choose(topic_id: int) -> Response:
    """Which posts go where."""
    topic = _topic(topic_id)
    everything = request.args.get("everything", "") == "1"
    initial = {
        "numbers": request.args.get("numbers", "")[:2000],
        "everything": everything,
        "where": "existing" if everything else "new",
        "forum": topic.board_slug,
        "pick": [],
    }
    return _choices(topic, Form(MoveForm, initial=initial))


@blueprint.post("/moving")
@access.member
@idempotent
def move(topic_id: int) -> AnyResponse:
    """Move them."""
    topic = _topic(topic_id)
    form = form_from(MoveForm)
    if form.data is None:
        return _choices(topic, form, 422)
    try:
        with transaction() as work:
            place = _move(work, topic, form.data)
    except CorridorError as error:
        return _choices(topic, _with(form, error), error.status)
    notice(_("Moved. Links to the posts lead to their new place."))
    return see_other(topic_url(place.topic_id, place.slug))


def _move(work: Session, topic: Row[Any], data: dict[str, Any]) -> Place:
    numbers = None if data["everything"] else _numbers(data)
    if data["where"] == "new":
        if numbers is None:
            message = _("All posts together are this topic: choose some of them, or another topic.")
            raise Invalid(message, errors={"everything": [message]})
        board = _board(work, data["forum"])
        return split_posts(work, topic, numbers, board, title=data["title"].strip(), by=_now())
    return merge_posts(work, topic, numbers, _target(work, data["target"]), by=_now())


def _numbers(data: dict[str, Any]) -> list[int]:
    typed = read_numbers(data["numbers"]) if data["numbers"].strip() else []
    numbers = sorted({*typed, *data["pick"]})
    if not numbers:
        message = _("Choose at least one post.")
        raise Invalid(message, errors={"numbers": [message]})
    return numbers


def _target(work: Session, typed: str) -> Row[Any]:
    try:
        target = get_topic_for(work, topic_number(typed) or 0, viewer=viewer())
    except NotFound as error:
        raise Invalid(error.message, errors={"target": [error.message]}) from error
    check_moderates(viewer(), rights_of(work, target.board_id))
    return target


def _board(work: Session, slug: str) -> Row[Any]:
    found = next((one for one in moderated_boards(work, viewer=viewer()) if one.slug == slug), None)
    if found is None:
        message = _("Choose one of the forums you keep in order.")
        raise Invalid(message, errors={"forum": [message]})
    return found


@blueprint.get("/forum")
@access.member
def choose_forum(topic_id: int) -> Response:
    """To which forum a topic moves."""
    return _forums(_topic(topic_id), Form(ForumForm))


@blueprint.post("/forum")
@access.member
@idempotent
def change_forum(topic_id: int) -> AnyResponse:
    """Move a topic to another forum."""
    topic = _topic(topic_id)
    form = form_from(ForumForm)
    if form.data is None:
        return _forums(topic, form, 422)
    try:
        with transaction() as work:
            move_topic(work, topic, _board(work, form.data["forum"]), by=_now())
    except CorridorError as error:
        return _forums(topic, _with(form, error), error.status)
    notice(_("The topic stands in its new forum."))
    return see_other(topic_url(topic.id, topic.slug))


@blueprint.get("/deletion")
@access.member
def ask_deletion(topic_id: int) -> Response:
    """Whether to take a topic away."""
    return render("moving/delete.html", topic=_topic(topic_id), form=Form(DeletionForm))


@blueprint.post("/deletion")
@access.member
@idempotent
def delete(topic_id: int) -> AnyResponse:
    """Take a topic away; the log brings it back."""
    topic = _topic(topic_id)
    form = form_from(DeletionForm)
    if form.data is None:
        return render("moving/delete.html", 422, topic=topic, form=form)
    with transaction() as work:
        delete_topic(work, topic, reason=form.data["reason"].strip(), by=_now())
    notice(_("The topic is gone from all lists. The log of the moderators brings it back."))
    return see_other(board_url(topic.board_slug))


def _topic(topic_id: int) -> Row[Any]:
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    check_moderates(viewer(), rights_of(session(), topic.board_id))
    return topic


def _now() -> Moment:
    return Moment(actor=viewer(), now=clock.now(), origin=frame().settings.base_url)


def _with(form: Form, error: CorridorError) -> Form:
    found = error.errors if isinstance(error, Invalid) and error.errors else {"_form": [error.message]}
    for field, messages in found.items():
        for message in messages:
            form.fail(field, message)
    return form


def _choices(topic: Row[Any], form: Form, status: int = 200) -> Response:
    after = min(max(request.args.get("after", 0, type=int), 0), 2**31 - 1)
    posts = posts_to_pick(session(), topic.id, after=after)
    more = posts[SHOWN - 1].number if len(posts) > SHOWN else None
    boards = moderated_boards(session(), viewer=viewer())
    return render(
        "moving/choose.html", status, topic=topic, form=form, posts=posts[:SHOWN], more=more, boards=boards
    )


def _forums(topic: Row[Any], form: Form, status: int = 200) -> Response:
    boards = [one for one in moderated_boards(session(), viewer=viewer()) if one.id != topic.board_id]
    return render("moving/forum.html", status, topic=topic, form=form, boards=boards)
