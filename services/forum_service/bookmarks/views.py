"""Bookmarks: keeping, annotating, finding them again."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import CorridorError
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from forum_service import limits
from forum_service.bookmarks import actions
from forum_service.bookmarks.calendar import reminders_as_calendar
from forum_service.bookmarks.queries import coming_reminders, get_bookmark, page_of_bookmarks
from forum_service.bookmarks.rules import NOTE_MAX
from forum_service.bookmarks.urls import bookmark_url, target_url
from forum_service.downloads import download
from forum_service.localtime import LocalMoment, as_typed
from forum_service.posts.place import Author
from forum_service.posts.queries import get_post_for
from forum_service.refusals import show_refusal
from forum_service.topics.queries import get_topic_for

blueprint = Blueprint("bookmarks", __name__, url_prefix="/forum")
for helper in (bookmark_url, target_url):
    blueprint.add_app_template_global(helper, helper.__name__)


class BookmarkForm(Schema):
    """Words to oneself and a time."""

    note = fields.String(load_default="", validate=validate.Length(max=NOTE_MAX))
    remind_at = LocalMoment(load_default=None)


@blueprint.get("/bookmarks")
@access.member
def index() -> Response:
    """The viewer's bookmarks; ?q= finds words in titles and notes."""
    words = request.args.get("q", "").strip()[:100]
    page = page_of_bookmarks(session(), viewer=viewer(), words=words, after=request.args.get("after"))
    return render("bookmarks/index.html", page=page, words=words)


@blueprint.get("/bookmarks/reminders.ics")
@access.member
def calendar() -> Response:
    """The reminders to come, for a calendar."""
    rows = coming_reminders(session(), viewer=viewer())
    body = reminders_as_calendar(rows, now=clock.now(), origin=frame().settings.base_url)
    return download(body, filename="reminders.ics", media_type="text/calendar")


@blueprint.post("/posts/<int:post_id>/bookmark")
@access.member
@limits.marks
@idempotent
def keep_post(post_id: int) -> AnyResponse:
    """Bookmark a post."""
    post = get_post_for(session(), post_id, viewer=viewer())
    with transaction() as work:
        kept = actions.keep(work, Author.of(viewer()).id, post_id=post.id, now=clock.now())
    notice(_("Bookmarked. You can add a note and a reminder."))
    return see_other(bookmark_url(kept))


@blueprint.post("/t/<int:topic_id>/bookmark")
@access.member
@limits.marks
@idempotent
def keep_topic(topic_id: int) -> AnyResponse:
    """Bookmark a topic."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    with transaction() as work:
        kept = actions.keep(work, Author.of(viewer()).id, topic_id=topic.id, now=clock.now())
    notice(_("Bookmarked. You can add a note and a reminder."))
    return see_other(bookmark_url(kept))


@blueprint.get("/bookmarks/<int:bookmark_id>")
@access.member
def show(bookmark_id: int) -> Response:
    """The note and the reminder of a bookmark."""
    bookmark = get_bookmark(session(), bookmark_id, viewer=viewer())
    initial = {"note": bookmark.note, "remind_at": as_typed(bookmark.remind_at)}
    return render("bookmarks/show.html", bookmark=bookmark, form=Form(BookmarkForm, initial=initial))


@blueprint.post("/bookmarks/<int:bookmark_id>")
@access.member
@idempotent
def annotate(bookmark_id: int) -> AnyResponse:
    """Keep the note and the reminder."""
    bookmark, form = get_bookmark(session(), bookmark_id, viewer=viewer()), form_from(BookmarkForm)
    status = 422
    try:
        if form.data is not None:
            # A box shows minutes: an unchanged one is not a new time.
            before = bookmark.remind_at.replace(second=0, microsecond=0) if bookmark.remind_at else None
            with transaction() as work:
                actions.annotate(work, bookmark.id, **form.data, before=before, now=clock.now())
            notice(_("Your bookmark is kept."))
            return see_other("/forum/bookmarks")
    except CorridorError as error:
        status = show_refusal(form, error)
    return render("bookmarks/show.html", status, bookmark=bookmark, form=form)


@blueprint.post("/bookmarks/<int:bookmark_id>/removal")
@access.member
def drop(bookmark_id: int) -> AnyResponse:
    """Let go of a bookmark."""
    bookmark = get_bookmark(session(), bookmark_id, viewer=viewer())
    with transaction() as work:
        actions.drop(work, bookmark.id)
    notice(_("The bookmark is gone."))
    return see_other("/forum/bookmarks")
