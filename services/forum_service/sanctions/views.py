"""The moderators' page of a member, and the member's own."""

from datetime import UTC, datetime, time
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.auth.roles import MODERATOR, SECRETARIAT
from corridor.errors import CorridorError, Forbidden, Invalid, NotFound
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from forum_service.members.queries import find_by_handle, find_name
from forum_service.moderation.labels import act_reason, act_sentence
from forum_service.moderation.queries import acts_on, get_moderated_boards
from forum_service.sanctions import queries
from forum_service.sanctions.actions import Measure, impose, lift, note_on_member
from forum_service.sanctions.labels import KINDS, kind_name
from forum_service.sanctions.models import Kind
from forum_service.sanctions.rules import check_may_sanction
from forum_service.sanctions.schemas import MeasureForm, NoteForm
from forum_service.sanctions.suspended import suspended

blueprint = Blueprint("sanctions", __name__, url_prefix="/forum")


@blueprint.get("/standing")
@access.signed_in
def standing() -> Response:
    """What holds for the viewer, with reasons and ends."""
    me = viewer().id
    rows = queries.sanctions_on(session(), me) if me else []
    return render(
        "sanctions/standing.html",
        rows=queries.in_force(rows, now=clock.now()),
        kinds=KINDS,
        kind_name=kind_name,
    )


@blueprint.get("/moderation/members")
@access.member
def index() -> AnyResponse:
    """The measures in force; ?handle= goes to the page of a member."""
    boards = get_moderated_boards(session(), viewer=viewer())
    handle = request.args.get("handle", "").strip().removeprefix("@")
    found = find_by_handle(session(), handle) if handle else None
    if found is not None:
        return see_other(_url(found.handle))
    rows = queries.members_under_measures(
        session(), viewer=viewer(), board_ids=[board.id for board in boards], now=clock.now()
    )
    return render("sanctions/index.html", rows=rows, typed=handle, kind_name=kind_name)


@blueprint.get("/moderation/members/<handle>")
@access.member
def show(handle: str) -> Response:
    """What moderators know of a member."""
    return _page(_get(handle), Form(MeasureForm, initial={"kind": "silence"}))


@blueprint.post("/moderation/members/<handle>/measures")
@access.member
@idempotent
def create(handle: str) -> AnyResponse:
    """Impose a measure."""
    member = _get(handle)
    form = form_from(MeasureForm)
    if form.data is None:
        return _page(member, form, status=422)
    try:
        check_may_sanction(viewer(), member.account_id, member.roles)
        with transaction() as work:
            measure = _measure(form.data)
            impose(work, member, measure, viewer(), now=clock.now(), origin=frame().settings.base_url)
    except CorridorError as error:
        return _refused(member, form, error)
    suspended().forget()
    notice(_("It holds from now on, and the member is told."))
    return see_other(_url(member.handle))


def _measure(data: dict[str, Any]) -> Measure:
    """What the form asks for; other moderators than staff act in their own forums only."""
    boards = get_moderated_boards(session(), viewer=viewer())
    board = next((one for one in boards if one.slug == data["forum"]), None)
    if data["forum"] and board is None:
        raise Invalid(_("There is no such forum."), errors={"forum": [_("There is no such forum.")]})
    if board is None and not viewer().is_staff:
        raise Forbidden(_("Choose one of your forums: for all of them only the staff decides."))
    day = data["ends_on"]
    ends_at = datetime.combine(day, time(23, 59, 59), UTC) if day else None
    return Measure(kind=Kind(data["kind"]), reason=data["reason"].strip(), board=board, ends_at=ends_at)


def _refused(member: Any, form: Form, error: CorridorError) -> Response:
    found = error.errors if isinstance(error, Invalid) and error.errors else {"_form": [error.message]}
    for field, messages in found.items():
        for message in messages:
            form.fail(field, message)
    return _page(member, form, status=error.status)


@blueprint.post("/moderation/measures/<int:sanction_id>/lifting")
@access.member
@idempotent
def end(sanction_id: int) -> AnyResponse:
    """Lift a measure before its time."""
    with transaction() as work:
        sanction = queries.get_sanction_for(work, sanction_id, viewer=viewer())
        member = find_name(work, sanction.account_id)
        check_may_sanction(viewer(), sanction.account_id, member.roles if member else [])
        lift(work, sanction, member, viewer(), now=clock.now(), origin=frame().settings.base_url)
    suspended().forget()
    notice(_("Lifted, and the member is told."))
    return see_other(_url(member.handle) if member else "/forum/moderation/members")


@blueprint.post("/moderation/members/<handle>/notes")
@access.roles(SECRETARIAT, MODERATOR)
@idempotent
def note(handle: str) -> AnyResponse:
    """Note what the other staff should know."""
    member = _get(handle)
    form = form_from(NoteForm)
    if form.data is None:
        return _page(member, Form(MeasureForm, initial={"kind": "silence"}), notes=form, status=422)
    with transaction() as work:
        note_on_member(work, member.account_id, viewer(), words=form.data["words"], now=clock.now())
    return see_other(_url(member.handle))


def _get(handle: str) -> Any:
    get_moderated_boards(session(), viewer=viewer())
    member = find_by_handle(session(), handle)
    if member is None:
        raise NotFound(_("There is no such member."))
    return member


def _url(handle: str) -> str:
    return f"/forum/moderation/members/{handle}"


def _page(member: Any, form: Form, *, notes: Form | None = None, status: int = 200) -> Response:
    boards = get_moderated_boards(session(), viewer=viewer())
    staff = viewer().is_staff
    ids = {board.id for board in boards}
    rows = queries.sanctions_on(session(), member.account_id)
    done = acts_on(session(), [], subject_id=member.account_id)
    return render(
        "sanctions/show.html",
        status,
        member=member,
        form=form,
        note_form=notes or Form(NoteForm),
        boards=boards,
        rows=[row for row in rows if staff or row.board_id in ids],
        standing=queries.in_force(rows, now=clock.now()),
        notes=queries.notes_on(session(), member.account_id) if staff else [],
        acts=[act for act in done if staff or act.board_id in ids],
        kinds=[(kind, *words) for kind, words in KINDS.items() if staff or kind != Kind.SUSPENSION],
        kind_name=kind_name,
        act_sentence=act_sentence,
        act_reason=act_reason,
    )
