"""The pages of imports, for the secretariat: what to bring in, and how far it is."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.auth.roles import SECRETARIAT
from corridor.errors import CorridorError
from corridor.web import Form, idempotent, render, see_other, session, transaction
from corridor.web.frame import frame
from corridor.web.inputs import large_body
from forum_service.boards.labels import board_name
from forum_service.boards.queries import list_boards, pick_board
from forum_service.imports.keeping import keep_archive, seal
from forum_service.imports.schemas import DiscourseForm, MboxForm
from forum_service.jobs.actions import start_job
from forum_service.jobs.queries import list_jobs
from forum_service.posts.place import Author

KINDS = ("import-mbox", "import-discourse")
blueprint = Blueprint("imports", __name__, url_prefix="/forum/programs/imports")


@blueprint.get("")
@access.roles(SECRETARIAT)
def index() -> Response:
    """What can be brought in, and what is on its way."""
    return _page(Form(MboxForm), Form(DiscourseForm))


def _page(mbox: Form, discourse: Form, status: int = 200) -> Response:
    boards = [(one.slug, board_name(one.slug, one.name)) for one in list_boards(session(), viewer=viewer())]
    jobs = [job for job in list_jobs(session(), account_id=viewer().id) if job.kind in KINDS]
    forums = [("", _("Choose a forum")), *boards]
    return render("imports/index.html", status, mbox=mbox, discourse=discourse, forums=forums, jobs=jobs)


@blueprint.post("/mbox")
@access.roles(SECRETARIAT)
@large_body
@idempotent
def bring_mbox() -> AnyResponse:
    """Take the archive of a mailing list, and leave it to the worker."""
    form = Form(MboxForm)
    typed = form.load(request.form)
    file = request.files.get("archive")
    if file is None or not file.filename:
        form.fail("archive", _("Choose the file of the archive."))
    if typed is None or file is None or form.errors:
        return _page(form, Form(DiscourseForm), 422)
    try:
        pick_board(list_boards(session(), viewer=viewer()), typed["forum"])
    except CorridorError as error:
        form.fail("forum", error.message)
        return _page(form, Form(DiscourseForm), 422)
    params = {**typed, "archive": keep_archive(frame().settings, file.stream)}
    title = _("Import of the mailing list %(name)s", name=typed["name"])
    return _start("import-mbox", params, title=title)


@blueprint.post("/discourse")
@access.roles(SECRETARIAT)
@idempotent
def bring_discourse() -> AnyResponse:
    """Read another forum, by the worker."""
    form = Form(DiscourseForm)
    typed = form.load(request.form)
    if typed is None:
        return _page(Form(MboxForm), form, 422)
    try:
        pick_board(list_boards(session(), viewer=viewer()), typed["into"])
    except CorridorError as error:
        form.fail("into", error.message)
        return _page(Form(MboxForm), form, 422)
    params = {
        "url": typed["url"],
        "user": typed["user"],
        "key": seal(frame().settings, typed["key"]),
        "category": typed["category"],
        "forum": typed["into"],
    }
    return _start("import-discourse", params, title=_("Import from %(url)s", url=typed["url"]))


def _start(kind: str, params: dict[str, Any], *, title: str) -> AnyResponse:
    account_id = Author.of(viewer()).id
    with transaction() as work:
        job = start_job(work, kind=kind, account_id=account_id, params=params, now=clock.now(), title=title)
        return see_other(f"/forum/jobs/{job.id}")
