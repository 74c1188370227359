"""Pages to print, and topics and forums as files."""

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import Invalid, NotFound
from corridor.web import form_from, idempotent, render, see_other, session, transaction
from corridor.web.frame import frame
from forum_service import limits
from forum_service.boards.labels import board_name
from forum_service.boards.queries import get_board
from forum_service.downloads import download
from forum_service.exports.assembling import Assembler
from forum_service.exports.labels import formats
from forum_service.exports.rules import FORMATS, MOST, PRINTED, at_once, check_size
from forum_service.exports.running import KIND, params_of, write
from forum_service.exports.speech import speech_for
from forum_service.jobs.actions import start_job
from forum_service.posts.place import Author
from forum_service.topics.queries import get_topic_for
from forum_service.urls import job_url

blueprint = Blueprint("exports", __name__, url_prefix="/forum")


class ExportForm(Schema):
    """Which kind of file."""

    format = fields.String(required=True, validate=validate.OneOf(list(FORMATS)))


@blueprint.get("/t/<int:topic_id>/print")
@access.member
@limits.files
def printed(topic_id: int) -> Response:
    """All posts on one page, numbered by paragraphs, for paper or to read without a line."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    document = _assembler(topic, most=PRINTED).topic(topic.id)
    return render("exports/print.html", topic=topic, document=document, most=PRINTED)


@blueprint.get("/t/<int:topic_id>/export")
@access.member
def topic(topic_id: int) -> Response:
    """The kinds of files a topic can be had as."""
    found = get_topic_for(session(), topic_id, viewer=viewer())
    return render("exports/topic.html", topic=found, formats=formats(), at_once=at_once)


@blueprint.get("/t/<int:topic_id>/export.<form>")
@access.member
@limits.files
def topic_file(topic_id: int, form: str) -> AnyResponse:
    """A short topic as a file, at once; a longer one is asked for on the page."""
    found = get_topic_for(session(), topic_id, viewer=viewer())
    if form not in FORMATS:
        raise NotFound(_("There is no such kind of file."))
    if not at_once(form, posts=found.posts_count):
        return see_other(f"/forum/t/{found.id}/export")
    made = write(_assembler(found).topic(found.id), form)
    return download(made.data, filename=made.filename, media_type=made.media_type)


def _assembler(topic: Row[Any], *, most: int = MOST) -> Assembler:
    now = clock.now()
    speech = speech_for(viewer(), forum=board_name(topic.board_slug, topic.board_name), now=now)
    return Assembler(session(), viewer(), speech, origin=frame().settings.base_url, now=now, most=most)


@blueprint.post("/t/<int:topic_id>/export")
@access.member
@limits.files
@idempotent
def export_topic(topic_id: int) -> AnyResponse:
    """Have a long topic made as a file."""
    found = get_topic_for(session(), topic_id, viewer=viewer())
    form = _form()
    check_size(form, posts=found.posts_count)
    forum = board_name(found.board_slug, found.board_name)
    return _start("topic", found.id, form, title=found.title, forum=forum)


@blueprint.get("/f/<slug>/export")
@access.member
def board(slug: str) -> Response:
    """The kinds of files a forum can be had as."""
    found = get_board(session(), slug, viewer=viewer())
    return render("exports/board.html", board=found, formats=formats())


@blueprint.post("/f/<slug>/export")
@access.member
@limits.files
@idempotent
def export_board(slug: str) -> AnyResponse:
    """Have a forum made as a file."""
    found = get_board(session(), slug, viewer=viewer())
    form = _form()
    check_size(form, posts=found.posts_count)
    name = board_name(found.slug, found.name)
    return _start("board", found.slug, form, title=name, forum=name)


def _form() -> str:
    form = form_from(ExportForm)
    if form.data is None:
        raise Invalid(_("Please choose a kind of file."), errors=form.errors)
    return str(form.data["format"])


def _start(what: str, key: int | str, form: str, *, title: str, forum: str) -> AnyResponse:
    now = clock.now()
    speech = speech_for(viewer(), forum=forum, now=now)
    params = params_of(what, key, form, speech, origin=frame().settings.base_url)
    name = _("%(title)s as %(format)s", title=title, format=form.upper())
    with transaction() as work:
        account_id = Author.of(viewer()).id
        job = start_job(work, kind=KIND, account_id=account_id, params=params, title=name, now=now)
    return see_other(job_url(job.id))
