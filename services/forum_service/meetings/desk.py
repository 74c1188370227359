"""Preparing meetings: for the secretariat."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.auth.roles import BUREAU, COORDINATION, EXPERT, IAG_MEMBER, LABELS, SECRETARIAT
from corridor.errors import CorridorError
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from corridor.web.inputs import large_body
from forum_service.groups.queries import group_names
from forum_service.meetings import actions, documents, queries, rules
from forum_service.meetings.models import Meeting
from forum_service.meetings.schemas import DocumentForm, MeetingForm
from forum_service.posts.place import Author
from forum_service.uploads.actions import store_file

blueprint = Blueprint("meeting_desk", __name__, url_prefix="/iag/meetings")
_FIELDS = tuple(MeetingForm._declared_fields)


def _hand() -> dict[str, Any]:
    """Who acts, when, and where we are."""
    return {"by": Author.of(viewer()), "now": clock.now(), "origin": frame().settings.base_url}


def _invitable() -> list[tuple[str, str]]:
    roles = (IAG_MEMBER, EXPERT, COORDINATION, BUREAU, SECRETARIAT)
    groups = [(f"group:{slug}", name) for slug, name in group_names(session()).items()]
    return [*((role, str(LABELS[role])) for role in roles), *groups]


def _page(form: Form, meeting: Meeting | None, *, status: int = 200) -> Response:
    zones = [(zone, zone.replace("_", " ")) for zone in rules.time_zones()]
    return render(
        "meetings/edit.html", status, form=form, meeting=meeting, zones=zones, invitable=_invitable()
    )


def _checked(form: Form) -> dict[str, Any] | None:
    """The data, once days and hours make sense and nobody unknown is invited."""
    data = form.data
    if data is None:
        return None
    for field, message in rules.what_is_wrong(data).items():
        form.fail(field, message)
    if not set(data["invited_roles"]) <= {role for role, _label in _invitable()}:
        form.fail("invited_roles", _("This is not among the choices."))
    return None if form.errors else data


@blueprint.get("/new")
@access.roles(SECRETARIAT)
def new() -> Response:
    """Ask for the facts."""
    return _page(Form(MeetingForm, initial={"time_zone": "UTC", "invited_roles": [IAG_MEMBER]}), None)


@blueprint.post("")
@access.roles(SECRETARIAT)
@idempotent
def create() -> AnyResponse:
    """Call a meeting."""
    form = form_from(MeetingForm)
    data = _checked(form)
    if data is None:
        return _page(form, None, status=422)
    with transaction() as work:
        meeting = actions.call_meeting(work, data, **_hand())
    notice(_("The meeting is called, and those invited are told."))
    return see_other(_url(meeting))


def _url(meeting: Meeting) -> str:
    return f"/iag/meetings/{meeting.slug}"


@blueprint.get("/<slug>/edit")
@access.roles(SECRETARIAT)
def edit(slug: str) -> Response:
    """The facts, ready to be changed."""
    meeting = queries.get_meeting(session(), slug)
    return _page(Form(MeetingForm, initial={name: _shown(meeting, name) for name in _FIELDS}), meeting)


def _shown(meeting: Meeting, name: str) -> Any:
    value = getattr(meeting, name)
    if name in ("starts_time", "ends_time"):
        return value.strftime("%H:%M") if value else ""
    return value


@blueprint.post("/<slug>/edit")
@access.roles(SECRETARIAT)
@idempotent
def change(slug: str) -> AnyResponse:
    """Keep other facts."""
    meeting = queries.get_meeting(session(), slug)
    form = form_from(MeetingForm)
    data = _checked(form)
    if data is None:
        return _page(form, meeting, status=422)
    with transaction() as work:
        actions.change_meeting(work, queries.get_meeting(work, slug, lock=True), data, **_hand())
    notice(_("The meeting is changed."))
    return see_other(_url(meeting))


@blueprint.post("/<slug>/cancelling")
@access.roles(SECRETARIAT)
def cancel(slug: str) -> AnyResponse:
    """Call it off; the page offers to call it on again."""
    return _cancel(slug, cancelled=True)


@blueprint.post("/<slug>/reviving")
@access.roles(SECRETARIAT)
def revive(slug: str) -> AnyResponse:
    """It takes place after all."""
    return _cancel(slug, cancelled=False)


def _cancel(slug: str, *, cancelled: bool) -> AnyResponse:
    with transaction() as work:
        meeting = queries.get_meeting(work, slug, lock=True)
        actions.cancel_meeting(work, meeting, cancelled=cancelled, **_hand())
    return see_other(_url(meeting))


@blueprint.post("/<slug>/discussion")
@access.roles(SECRETARIAT)
@idempotent
def discuss(slug: str) -> AnyResponse:
    """Open the topic of the meeting."""
    hand = _hand()
    with transaction() as work:
        meeting = queries.get_meeting(work, slug, lock=True)
        link = f"[{_('The page of the meeting')}]({_url(meeting)})"
        text = f"{meeting.summary}\n\n{link}".strip()
        topic_id = actions.open_discussion(
            work, meeting, hand["by"], text=text, now=hand["now"], origin=hand["origin"]
        )
    return see_other(f"/forum/t/{topic_id}")


@blueprint.get("/<slug>/documents/new")
@access.roles(SECRETARIAT)
def new_document(slug: str) -> Response:
    """Ask for a document."""
    return _document_page(queries.get_meeting(session(), slug), Form(DocumentForm))


def _document_page(meeting: Meeting, form: Form, *, status: int = 200) -> Response:
    return render("meetings/document.html", status, meeting=meeting, form=form)


@blueprint.post("/<slug>/documents")
@access.roles(SECRETARIAT)
@large_body
@idempotent
def add_document(slug: str) -> AnyResponse:
    """Put a document on the list, with a file or the address of one."""
    meeting = queries.get_meeting(session(), slug)
    form = form_from(DocumentForm)
    if form.data is None:
        return _document_page(meeting, form, status=422)
    try:
        with transaction() as work:
            by = Author.of(viewer()).id
            documents.add_document(work, meeting, form.data, upload_id=_stored(by), by=by)
    except CorridorError as error:
        form.fail("_file", error.message)
        return _document_page(meeting, form, status=error.status)
    return see_other(f"{_url(meeting)}#documents")


def _stored(by: UUID) -> UUID | None:
    sent = request.files.get("_file")
    if sent is None or not sent.filename:
        return None
    return store_file(session(), owner_id=by, filename=sent.filename, stream=sent.stream).id


@blueprint.get("/<slug>/documents/<int:document_id>/removal")
@access.roles(SECRETARIAT)
def confirm_removal(slug: str, document_id: int) -> Response:
    """Ask once more."""
    meeting = queries.get_meeting(session(), slug)
    document = queries.get_document(meeting, document_id)
    return render("meetings/remove.html", meeting=meeting, document=document)


@blueprint.post("/<slug>/documents/<int:document_id>/removal")
@access.roles(SECRETARIAT)
def remove_document(slug: str, document_id: int) -> AnyResponse:
    """Take a document off the list."""
    meeting = queries.get_meeting(session(), slug)
    document = queries.get_document(meeting, document_id)
    with transaction() as work:
        documents.remove_document(work, meeting, document.id, by=Author.of(viewer()).id)
    notice(_("“%(title)s” is off the list.", title=document.title))
    return see_other(f"{_url(meeting)}#documents")
