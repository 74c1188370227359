"""The boxes of messages, writing one, and who takes part."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import CorridorError, Invalid
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from corridor.web.inputs import large_body
from forum_service import limits
from forum_service.composer.views import refuse_unattached
from forum_service.groups.queries import groups_to_write_to
from forum_service.messages import actions, queries
from forum_service.messages.recipients import find_readers
from forum_service.messages.schemas import EMPTY, MessageForm, PeopleForm
from forum_service.posts.place import Author, Place, Words
from forum_service.posts.rendering import parse, rendered, to_html
from forum_service.topics.views import chosen_language
from forum_service.uploads.actions import store_file
from forum_service.uploads.answers import chosen_file
from forum_service.uploads.queries import files_for
from forum_service.uploads.rules import markdown_of, with_link
from forum_service.urls import post_url, topic_url

blueprint = Blueprint("messages", __name__, url_prefix="/forum")
INBOX = "/forum/messages"


@blueprint.get("/messages")
@access.member
def inbox() -> Response:
    """Messages to and from the viewer."""
    return _box("inbox")


@blueprint.get("/messages/sent")
@access.member
def sent() -> Response:
    """Messages in which the viewer wrote."""
    return _box("sent")


@blueprint.get("/messages/archive")
@access.member
def archive() -> Response:
    """Messages put away."""
    return _box("archive")


@blueprint.get("/f/messages")
@access.member
def board() -> AnyResponse:
    """Messages have no forum page: they have boxes."""
    return see_other(INBOX)


def _box(box: str) -> Response:
    page = queries.page_of_box(session(), box, viewer=viewer(), after=request.args.get("after"))
    return render("messages/index.html", box=box, page=page)


@blueprint.get("/messages/new")
@access.member
def new() -> Response:
    """Write to `?to=` a member, or to a `?group=`."""
    to, group = request.args.get("to", "")[:80], request.args.get("group", "")[:80]
    initial = {**EMPTY, "to": f"@{to}" if to else "", "groups": [group] if group else []}
    return _page(Form(MessageForm, initial=initial))


@blueprint.post("/messages")
@access.member
@limits.messages
@large_body
@idempotent
def send() -> AnyResponse:
    """Send the message, attach a file to it, or show it as it will look."""
    form = form_from(MessageForm)
    if "_attach" in request.form:
        return _attach(form)
    refuse_unattached(form)
    if form.data is None:
        return _page(form, status=422)
    try:
        if "_preview" in request.form:
            return _page(form, preview=_preview(form.data["raw"]))
        return see_other(_send(form.data))
    except CorridorError as error:
        return _page(_with(form, error), status=error.status)


def _preview(raw: str) -> Markup:
    parsed = parse(raw)
    files = files_for(session(), parsed.files, account_id=viewer().id)
    return rendered(to_html(parsed, people={}, files=files))


def _attach(form: Form) -> Response:
    """The form again with the file in its text; what is still missing is not said yet."""
    form.errors.clear()
    try:
        file = chosen_file(request.files.get("_file"))
        with transaction() as work:
            owner_id, name = Author.of(viewer()).id, file.filename or ""
            upload = store_file(work, owner_id=owner_id, filename=name, stream=file.stream)
    except CorridorError as error:
        return _page(_with(form, error), status=error.status)
    link = markdown_of(upload.id, upload.name, upload.media_type)
    form.values["raw"] = with_link(str(form.value("raw")), link)
    return _page(form)


def _send(data: dict[str, Any]) -> str:
    author = Author.of(viewer())
    with transaction() as work:
        readers = find_readers(work, typed=data["to"], groups=data["groups"], viewer=viewer())
        place, post = actions.send_message(
            work,
            author,
            readers,
            title=data["title"].strip(),
            words=Words(raw=data["raw"], language=chosen_language(data)),
            now=clock.now(),
            origin=frame().settings.base_url,
        )
    return post_url(place.topic_id, place.slug, post.number)


def _page(form: Form, *, status: int = 200, preview: Any = None) -> Response:
    return render("messages/new.html", status, form=form, groups=_groups(), preview=preview)


def _groups() -> list[tuple[str, str]]:
    return [(group.slug, group.name) for group in groups_to_write_to(session(), viewer=viewer())]


def _with(form: Form, error: CorridorError) -> Form:
    found = error.errors if isinstance(error, Invalid) and error.errors else {"_form": [error.message]}
    for field, messages in found.items():
        for message in messages:
            form.fail(field, message)
    return form


@blueprint.get("/messages/<int:topic_id>/people")
@access.member
def people(topic_id: int) -> Response:
    """Who takes part, with forms to bring in more and to leave."""
    return _people(topic_id, Form(PeopleForm, initial={"groups": []}))


@blueprint.post("/messages/<int:topic_id>/people")
@access.member
@limits.messages
@idempotent
def add(topic_id: int) -> AnyResponse:
    """Bring in more readers."""
    topic = queries.get_message_for(session(), topic_id, viewer=viewer())
    form = form_from(PeopleForm)
    if form.data is None:
        return _people(topic_id, form, status=422)
    try:
        with transaction() as work:
            readers = find_readers(work, typed=form.data["to"], groups=form.data["groups"], viewer=viewer())
            actions.add_people(
                work,
                Place.of(topic),
                Author.of(viewer()),
                readers,
                now=clock.now(),
                origin=frame().settings.base_url,
            )
    except CorridorError as error:
        return _people(topic_id, _with(form, error), status=error.status)
    notice(_("They take part now, and can read all from the beginning."))
    return see_other(f"{INBOX}/{topic_id}/people")


def _people(topic_id: int, form: Form, *, status: int = 200) -> Response:
    topic = queries.get_message_for(session(), topic_id, viewer=viewer())
    return render(
        "messages/people.html",
        status,
        topic=topic,
        people=queries.people_of(session(), topic.id),
        groups=_groups(),
        away=queries.is_away(session(), topic.id, viewer=viewer()),
        form=form,
    )


@blueprint.post("/messages/<int:topic_id>/leaving")
@access.member
@idempotent
def leave(topic_id: int) -> AnyResponse:
    """Take part no more."""
    topic = queries.get_message_for(session(), topic_id, viewer=viewer())
    with transaction() as work:
        actions.leave_message(work, topic.id, Author.of(viewer()).id, now=clock.now())
    notice(_("You left “%(title)s”. Any of the others can bring you in again.", title=topic.title))
    return see_other(INBOX)


@blueprint.post("/messages/<int:topic_id>/archiving")
@access.member
def put_away(topic_id: int) -> AnyResponse:
    """Put the message away until somebody writes in it."""
    topic = queries.get_message_for(session(), topic_id, viewer=viewer())
    with transaction() as work:
        actions.put_away(work, topic.id, Author.of(viewer()).id, now=clock.now())
    notice(_("The message is in your archive. It comes back when somebody writes."))
    return see_other(INBOX)


@blueprint.post("/messages/<int:topic_id>/restoring")
@access.member
def bring_back(topic_id: int) -> AnyResponse:
    """Back to the inbox."""
    topic = queries.get_message_for(session(), topic_id, viewer=viewer())
    with transaction() as work:
        actions.put_away(work, topic.id, Author.of(viewer()).id, now=None)
    return see_other(topic_url(topic.id, topic.slug))
