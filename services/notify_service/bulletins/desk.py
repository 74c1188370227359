"""The secretariat's desk: drafts, files, submission, approval, withdrawal."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.auth.roles import SECRETARIAT
from corridor.errors import Forbidden, Invalid
from corridor.web import (
    Form,
    form_from,
    idempotent,
    notice,
    paginate,
    render,
    see_other,
    session,
    transaction,
)
from corridor.web.inputs import large_body
from notify_service import urls
from notify_service.bulletins import actions, drafting, following, labels, queries, rules
from notify_service.bulletins.answers import as_file
from notify_service.bulletins.deskpages import show_page
from notify_service.bulletins.drafting import WrittenMeanwhile
from notify_service.bulletins.files import check_file
from notify_service.bulletins.models import Bulletin
from notify_service.bulletins.schemas import BulletinForm, FileForm, ReasonForm, draft_of, form_values
from notify_service.bulletins.steps import Officer
from notify_service.register import queries as register

blueprint = Blueprint("bulletin_desk", __name__, url_prefix=urls.DESK)


def officer() -> Officer:
    """The viewer as who works at the desk."""
    one = viewer()
    if one.id is None:
        raise Forbidden(_("Your account has no access to this page."))
    return Officer(id=one.id, name=one.name)


def desk_url(bulletin_id: UUID) -> str:
    """The page of a notification at the desk."""
    return f"{urls.DESK}/{bulletin_id}"


@blueprint.get("")
@access.roles(SECRETARIAT)
def index() -> Response:
    """What is in work, and what became of what was sent."""
    state = request.args.get("state", "")
    counts = following.counts_by_state(session())
    page = paginate(following.at_the_desk(state), order=[Bulletin.created_at.desc(), Bulletin.id.desc()])
    return render(
        "bulletins/desk.html",
        page=page,
        state=state if state in rules.STATES else "",
        tabs=[("", _("All"), urls.DESK)]
        + [
            (key, label, f"{urls.DESK}?state={key}", counts[key])
            for key, label in labels.STATE_LABELS.items()
        ],
        progress=following.progress_of_all(session(), [one.id for one in page.items]),
        states=labels.STATE_LABELS,
        tones=labels.STATE_TONES,
    )


@blueprint.get("/new")
@access.roles(SECRETARIAT)
def new() -> Response:
    """The form of a new notification."""
    start = {"language": "en", "kinds": ["CBD-FP1"], "deputies": True, "remind_days": [14, 3], "version": 1}
    return _edit(Form(BulletinForm, initial=start), None)


@blueprint.post("")
@access.roles(SECRETARIAT)
@idempotent
def create() -> AnyResponse:
    """Begin a notification."""
    form = form_from(BulletinForm)
    if form.data is None:
        return _edit(form, None, 422)
    with transaction() as work:
        bulletin = drafting.draft_bulletin(work, officer(), draft_of(form.data), now=clock.now())
        url = desk_url(bulletin.id)
    notice(_("The draft is kept. Add files, look at the recipients, then submit it for approval."))
    return see_other(url)


def _edit(form: Form, bulletin: Bulletin | None, status: int = 200) -> Response:
    offered = [(name, name) for name in register.organisations(session())]
    return render(
        "bulletins/edit.html", status, form=form, bulletin=bulletin, organisations=offered, **labels.choices()
    )


@blueprint.get("/<uuid:bulletin_id>")
@access.roles(SECRETARIAT)
def show(bulletin_id: UUID) -> Response:
    """A notification at the desk: as it reads, to whom it goes, what became of it."""
    return show_page(queries.get_bulletin(session(), bulletin_id))


@blueprint.get("/<uuid:bulletin_id>/edit")
@access.roles(SECRETARIAT)
def edit(bulletin_id: UUID) -> Response:
    """The form of a draft."""
    bulletin = queries.get_bulletin(session(), bulletin_id)
    rules.check_editable(bulletin.state)
    return _edit(Form(BulletinForm, initial=form_values(bulletin)), bulletin)


@blueprint.post("/<uuid:bulletin_id>")
@access.roles(SECRETARIAT)
@idempotent
def change(bulletin_id: UUID) -> AnyResponse:
    """Save a draft; words written over those of a colleague are shown, not lost."""
    form = form_from(BulletinForm)
    if form.data is None:
        return _edit(form, queries.get_bulletin(session(), bulletin_id), 422)
    try:
        with transaction() as work:
            bulletin = queries.get_bulletin(work, bulletin_id, locked=True)
            version = form.data["version"]
            drafting.edit_bulletin(
                work, bulletin, officer(), draft_of(form.data), version=version, now=clock.now()
            )
    except WrittenMeanwhile as error:
        notice(error.message, "warning")
        bulletin = queries.get_bulletin(session(), bulletin_id)
        form.values["version"] = bulletin.version
        return _edit(form, bulletin, 409)
    notice(_("Saved."))
    return see_other(desk_url(bulletin_id))


@blueprint.post("/<uuid:bulletin_id>/files")
@access.roles(SECRETARIAT)
@large_body
@idempotent
def attach(bulletin_id: UUID) -> AnyResponse:
    """Let a file go with it."""
    form = form_from(FileForm)
    sent = request.files.get("file")
    try:
        file = check_file(sent.filename or "", sent.read()) if sent and sent.filename else None
        if file is None or form.data is None:
            raise Invalid(_("Please choose a file."))
        with transaction() as work:
            bulletin = queries.get_bulletin(work, bulletin_id, locked=True)
            language = form.data["language"]
            drafting.add_file(work, bulletin, officer(), file, language=language, now=clock.now())
    except Invalid as error:
        form.fail("file", error.message)
        return show_page(queries.get_bulletin(session(), bulletin_id), file_form=form, status=422)
    return see_other(f"{desk_url(bulletin_id)}#files")


@blueprint.get("/<uuid:bulletin_id>/files/<uuid:file_id>")
@access.roles(SECRETARIAT)
def download(bulletin_id: UUID, file_id: UUID) -> Response:
    """A file of a draft."""
    bulletin = queries.get_bulletin(session(), bulletin_id)
    answer = as_file(queries.get_file(session(), bulletin, file_id))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.post("/<uuid:bulletin_id>/files/<uuid:file_id>/removal")
@access.roles(SECRETARIAT)
@idempotent
def detach(bulletin_id: UUID, file_id: UUID) -> AnyResponse:
    """Take a file away again."""
    with transaction() as work:
        bulletin = queries.get_bulletin(work, bulletin_id, locked=True)
        drafting.remove_file(work, bulletin, officer(), file_id, now=clock.now())
    return see_other(f"{desk_url(bulletin_id)}#files")


@blueprint.post("/<uuid:bulletin_id>/submission")
@access.roles(SECRETARIAT)
@idempotent
def submit(bulletin_id: UUID) -> AnyResponse:
    """Ask a second person for the approval."""
    return _step(
        bulletin_id, actions.submit, _("Submitted. A second person of the secretariat can approve it now.")
    )


@blueprint.post("/<uuid:bulletin_id>/approval")
@access.roles(SECRETARIAT)
@idempotent
def approve(bulletin_id: UUID) -> AnyResponse:
    """Publish it and let it go out."""
    return _step(bulletin_id, actions.approve, _("Approved and published. The mails go out now."))


def _step(bulletin_id: UUID, act: Any, done: str) -> AnyResponse:
    try:
        with transaction() as work:
            act(work, queries.get_bulletin(work, bulletin_id, locked=True), officer(), now=clock.now())
    except Invalid as error:
        notice(error.message, "danger")
        return show_page(queries.get_bulletin(session(), bulletin_id), status=422)
    notice(done)
    return see_other(desk_url(bulletin_id))


@blueprint.post("/<uuid:bulletin_id>/return")
@access.roles(SECRETARIAT)
@idempotent
def send_back(bulletin_id: UUID) -> AnyResponse:
    """Return it to who wrote it, or take it back, to be changed."""
    return _with_reason(bulletin_id, actions.return_to_draft, _("It is a draft again."))


@blueprint.post("/<uuid:bulletin_id>/withdrawal")
@access.roles(SECRETARIAT)
@idempotent
def withdraw(bulletin_id: UUID) -> AnyResponse:
    """Say on its page that it counts no more."""
    done = _("Withdrawn. Its page says so, and nobody is reminded any more.")
    return _with_reason(bulletin_id, actions.withdraw, done)


def _with_reason(bulletin_id: UUID, act: Any, done: str) -> AnyResponse:
    form = form_from(ReasonForm)
    if form.data is None:
        return show_page(queries.get_bulletin(session(), bulletin_id), reason_form=form, status=422)
    with transaction() as work:
        bulletin = queries.get_bulletin(work, bulletin_id, locked=True)
        act(work, bulletin, officer(), why=form.data["reason"], now=clock.now())
    notice(done)
    return see_other(desk_url(bulletin_id))


@blueprint.post("/<uuid:bulletin_id>/deletion")
@access.roles(SECRETARIAT)
@idempotent
def discard(bulletin_id: UUID) -> AnyResponse:
    """Throw a draft away."""
    with transaction() as work:
        drafting.discard_draft(work, queries.get_bulletin(work, bulletin_id, locked=True))
    notice(_("The draft is gone."))
    return see_other(urls.DESK)
