"""Attaching files, opening them, and the pages about them."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, make_response, request
from flask_babel import gettext as _
from sqlalchemy import Row
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import Viewer, access, viewer
from corridor.auth.ask import ask_to_sign_in
from corridor.auth.viewer import ANONYMOUS
from corridor.db.engine import settings_of
from corridor.errors import Conflict, CorridorError, Forbidden, NotFound
from corridor.web import notice, render, see_other, session, transaction
from corridor.web.inputs import large_body
from forum_service import limits
from forum_service.composer.views import composer_as_typed, show_composer
from forum_service.moderation.actions import Target, note_act
from forum_service.posts.place import Author
from forum_service.sanctions.suspended import refuse, suspended
from forum_service.topics.queries import get_topic_for
from forum_service.uploads.actions import delete_upload, keep_taken, take_in
from forum_service.uploads.answers import bytes_of, chosen_file, described
from forum_service.uploads.models import State, Upload
from forum_service.uploads.queries import (
    files_of_topic,
    find_text,
    get_upload,
    kept_by,
    largest_uploads,
    places_of,
    uploads_of,
)
from forum_service.uploads.rules import MEGABYTE, markdown_of, page_url, with_link
from forum_service.uploads.storage import FileStore

blueprint = Blueprint("uploads", __name__, url_prefix="/forum")


@blueprint.post("/uploads")
@access.member
@limits.uploads
@large_body
def create() -> AnyResponse:
    """Keep a file. A script is told what to write into the text; a browser goes to the page about it."""
    from_page = "text/html" in request.headers.get("Accept", "")
    try:
        upload = _store(request.files.get("file") or request.files.get("_file"))
    except CorridorError as error:
        if from_page and error.status < 500:
            notice(str(error.message), "danger")
            return see_other("/forum/files")
        raise
    if from_page:
        return see_other(page_url(upload.id))
    return make_response(jsonify(described(upload)), 201)


@blueprint.post("/uploads/attaching")
@access.member
@limits.uploads
@large_body
def attach_without_script() -> Response:
    """The composer again with the file in its text: for who has no script."""
    composer = composer_as_typed(session(), viewer())
    try:
        upload = _store(request.files.get("_file"))
    except CorridorError as error:
        return show_composer(composer, error)
    link = markdown_of(upload.id, upload.name, upload.media_type)
    composer.form.values["raw"] = with_link(str(composer.form.value("raw")), link)
    notice(_("%(name)s stands at the end of your text.", name=upload.name), "success")
    return render("composer/page.html", composer=composer)


def _store(sent: FileStorage | None) -> Upload:
    file = chosen_file(sent)
    owner_id, store, settings = Author.of(viewer()).id, FileStore.of(session()), settings_of(session())
    # A large picture takes seconds: others need the connection more.
    session().close()
    with (
        take_in(store, settings, filename=file.filename or "", stream=file.stream) as taken,
        transaction() as work,
    ):
        return keep_taken(work, taken, owner_id=owner_id)


@blueprint.get("/files/<uuid:upload_id>/<name>")
@blueprint.get("/files/<uuid:upload_id>/<int:box>/<name>")
@access.public
def fetch(upload_id: UUID, name: str, box: int | None = None) -> AnyResponse:  # noqa: ARG001  the name is for people
    """The bytes of a file, or of its thumbnail; who may not read it is told that there is none."""
    file = _find(upload_id)
    if isinstance(file, AnyResponse):
        return file
    if file.state == State.CHECKING:
        raise Conflict(_("This file is still being checked for viruses. Please try again in a moment."))
    box = _saving(box, file)
    thumb = file.thumbs.get(str(box), {}) if box else {}
    path = FileStore.of(session()).find(file.sha256, box=box)
    if file.state == State.REFUSED or path is None or (box and not thumb):
        raise NotFound(_("There is no such file."))
    return bytes_of(path, file, media_type=thumb.get("type", file.media_type), box=box)


def _reader() -> Viewer:
    """Who reads.

    Files are open to whoever may read what refers to them, strangers included, so what holds for all other
    pages is asked for here: the scope of a key, and that nobody is suspended.
    """
    who = viewer()
    suspension = suspended().find(who.id, now=clock.now()) if who.id else None
    if suspension is not None:
        refuse(suspension)
    return who if who.via != "api_key" or "forum:read" in who.scopes else ANONYMOUS


def _saving(box: int | None, file: Row[Any]) -> int | None:
    """Whose browser asks to save data gets the smallest thumbnail in the place of a larger one."""
    smallest = min(map(int, file.thumbs), default=None)
    saving = request.headers.get("Save-Data", "").lower() == "on"
    return smallest if saving and box is not None and smallest is not None and box > smallest else box


def _find(upload_id: UUID) -> Row[Any] | AnyResponse:
    """The file; a stranger is asked to sign in, whether there is one or not."""
    who = _reader()
    try:
        return get_upload(session(), upload_id, viewer=who)
    except NotFound:
        if who.signed_in:
            raise
        answer: AnyResponse = ask_to_sign_in()
        return answer


@blueprint.get("/files/<uuid:upload_id>")
@access.public
def show(upload_id: UUID) -> AnyResponse:
    """What a file is, the text in it, and where it is used."""
    file = _find(upload_id)
    if isinstance(file, AnyResponse):
        return file
    places = places_of(session(), upload_id, viewer=_reader())
    text = find_text(session(), upload_id) if file.state == State.READY else None
    return render("uploads/show.html", file=file, places=places, text=text, may_delete=_may_delete(file))


@blueprint.get("/files")
@access.member
def index() -> Response:
    """The viewer's own files, and how much room they take."""
    owner_id = Author.of(viewer()).id
    page = uploads_of(session(), owner_id, after=request.args.get("after"))
    settings = settings_of(session())
    return render(
        "uploads/index.html",
        page=page,
        used=kept_by(session(), owner_id),
        quota=settings.upload_quota * MEGABYTE,
        most=settings.upload_size * MEGABYTE,
    )


@blueprint.get("/files/largest")
@access.roles("moderator", "secretariat")
def largest() -> Response:
    """The largest files of all members; the names of those that staff may not read stay unsaid."""
    return render("uploads/largest.html", files=largest_uploads(session(), viewer=viewer()))


@blueprint.get("/t/<int:topic_id>/files")
@access.member
def of_topic(topic_id: int) -> Response:
    """All that was attached in a topic."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    return render("uploads/topic.html", topic=topic, files=files_of_topic(session(), topic.id))


@blueprint.get("/files/<uuid:upload_id>/deletion")
@access.member
def ask_deletion(upload_id: UUID) -> Response:
    """What would be lost."""
    file = _own(upload_id)
    return render("uploads/delete.html", file=file, places=places_of(session(), file.id, viewer=viewer()))


@blueprint.post("/files/<uuid:upload_id>/deletion")
@access.member
def delete(upload_id: UUID) -> AnyResponse:
    """Delete a file; texts that show it then say that it is gone."""
    file = _own(upload_id)
    with transaction() as work:
        delete_upload(work, file.id)
        if file.owner_id != viewer().id:
            note_act(
                work,
                actor=viewer(),
                act="file_deleted",
                target=Target(name=f"upload/{file.id}", subject_id=file.owner_id),
                details={"title": file.name},
                undo=None,
                now=clock.now(),
            )
    notice(_("%(name)s is deleted.", name=file.name), "success")
    return see_other("/forum/files")


def _own(upload_id: UUID) -> Row[Any]:
    file = get_upload(session(), upload_id, viewer=viewer())
    if not _may_delete(file):
        raise Forbidden(_("Only who attached a file, and moderators, may delete it."))
    return file


def _may_delete(file: Row[Any]) -> bool:
    return viewer().signed_in and (file.owner_id == viewer().id or viewer().is_staff)
