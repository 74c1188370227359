"""The author's page of what waits, and the moderators' decision."""

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import NotFound
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from forum_service.approval.actions import approve, refuse, withdraw
from forum_service.approval.queries import get_held_for, keeps_order, own_held_posts
from forum_service.posts.place import Place
from forum_service.posts.rendering import parse, rendered, to_html
from forum_service.topics.queries import get_topic_for
from forum_service.uploads.queries import files_for
from forum_service.urls import post_url

blueprint = Blueprint("approval", __name__, url_prefix="/forum")


class RefusalForm(Schema):
    """Why a post is not published."""

    reason = fields.String(required=True, validate=validate.Length(min=3, max=2000))


@blueprint.get("/waiting")
@access.member
def mine() -> Response:
    """What the viewer wrote that waits for a moderator, and what became of the rest."""
    return render("approval/mine.html", rows=own_held_posts(session(), viewer=viewer()))


@blueprint.get("/waiting/<int:held_id>")
@access.member
def show(held_id: int) -> Response:
    """One of them, with its text."""
    held = _own(held_id)
    return render("approval/show.html", held=held, shown=_shown(held))


@blueprint.post("/waiting/<int:held_id>/withdrawal")
@access.member
@idempotent
def take_back(held_id: int) -> AnyResponse:
    """Take a waiting post back; the text stays."""
    held = _own(held_id)
    with transaction() as work:
        withdraw(work, held, viewer(), now=clock.now())
    notice(_("Taken back. Your text stays here."))
    return see_other(f"/forum/waiting/{held.id}")


def _own(held_id: int) -> Row[Any]:
    held = get_held_for(session(), held_id, viewer=viewer())
    if held.account_id != viewer().id:
        raise NotFound(_("There is no such post."))
    return held


@blueprint.get("/moderation/held/<int:held_id>")
@access.member
def look(held_id: int) -> Response:
    """A post that waits, for the moderators of its forum."""
    return _page(_held(held_id), Form(RefusalForm))


@blueprint.post("/moderation/held/<int:held_id>/approval")
@access.member
@idempotent
def let_appear(held_id: int) -> AnyResponse:
    """Publish it."""
    held = _held(held_id)
    topic = get_topic_for(session(), held.topic_id, viewer=viewer()) if held.topic_id else None
    with transaction() as work:
        place = Place.of(topic) if topic else None
        origin = frame().settings.base_url
        post = approve(work, held, place, viewer(), now=clock.now(), origin=origin)
        number, topic_id = post.number, post.topic_id
    where = get_topic_for(session(), topic_id, viewer=viewer())
    notice(_("The post has appeared, and its author is told."))
    return see_other(post_url(topic_id, where.slug, number))


@blueprint.post("/moderation/held/<int:held_id>/refusal")
@access.member
@idempotent
def turn_down(held_id: int) -> AnyResponse:
    """Refuse it, with a reason."""
    held = _held(held_id)
    form = form_from(RefusalForm)
    if form.data is None:
        return _page(held, form, 422)
    reason = form.data["reason"].strip()
    with transaction() as work:
        refuse(work, held, viewer(), reason=reason, now=clock.now(), origin=frame().settings.base_url)
    notice(_("Refused. The author is told why and keeps the text."))
    return see_other("/forum/moderation")


def _held(held_id: int) -> Row[Any]:
    held = get_held_for(session(), held_id, viewer=viewer())
    if not keeps_order(held, viewer()):
        raise NotFound(_("There is no such post."))
    return held


def _page(held: Row[Any], form: Form, status: int = 200) -> Response:
    return render("approval/held.html", status, held=held, shown=_shown(held), form=form)


def _shown(held: Row[Any]) -> Any:
    parsed = parse(held.raw)
    files = files_for(session(), parsed.files, account_id=held.account_id)
    return rendered(to_html(parsed, people={}, files=files))
