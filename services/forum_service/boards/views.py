"""Opening and arranging forums, for staff."""

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import CorridorError
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from forum_service.boards import arranging
from forum_service.boards.schemas import BoardForm, NewBoardForm

blueprint = Blueprint("boards", __name__, url_prefix="/forum/boards")


@blueprint.get("")
@access.roles("moderator", "secretariat")
def index() -> Response:
    """All forums with their sub-forums."""
    return render("boards/index.html", boards=arranging.list_arranged(session()))


@blueprint.get("/new")
@access.roles("secretariat")
def new() -> Response:
    """The form of a new forum."""
    form = Form(NewBoardForm, initial={"kind": "discussion", "colour": "slate", "position": 100})
    return _page(None, form)


@blueprint.post("")
@access.roles("secretariat")
@idempotent
def create() -> AnyResponse:
    """Open a forum."""
    form = form_from(NewBoardForm)
    if form.data is None:
        return _page(None, form, 422)
    try:
        with transaction() as work:
            arranging.open_board(work, form.data, actor=viewer(), now=clock.now())
    except CorridorError as error:
        return _failed(None, form, error)
    notice(_("The forum is open. On the page of rights you say who reads and writes in it."))
    return see_other("/forum/boards")


@blueprint.get("/<slug>")
@access.roles("secretariat")
def edit(slug: str) -> Response:
    """The form of a forum."""
    board = arranging.get_arranged(session(), slug)
    by_id = {one.id: one.slug for one in arranging.list_arranged(session())}
    initial = {name: getattr(board, name) for name in ("name", "description", "colour", "position")}
    return _page(board, Form(BoardForm, initial={**initial, "parent": by_id.get(board.parent_id, "")}))


@blueprint.post("/<slug>")
@access.roles("secretariat")
@idempotent
def update(slug: str) -> AnyResponse:
    """Keep what a forum is called and where it stands."""
    board = arranging.get_arranged(session(), slug)
    form = form_from(BoardForm)
    if form.data is None:
        return _page(board, form, 422)
    try:
        with transaction() as work:
            arranging.arrange_board(work, board, form.data, actor=viewer(), now=clock.now())
    except CorridorError as error:
        return _failed(board, form, error)
    notice(_("The forum is arranged. The record of moderation can take it back."))
    return see_other("/forum/boards")


@blueprint.post("/<slug>/removal")
@access.roles("secretariat")
@idempotent
def remove(slug: str) -> AnyResponse:
    """Remove an empty forum."""
    board = arranging.get_arranged(session(), slug)
    with transaction() as work:
        arranging.remove_board(work, board, actor=viewer(), now=clock.now())
    notice(_("The forum is gone."))
    return see_other("/forum/boards")


def _page(board: Row[Any] | None, form: Form, status: int = 200) -> Response:
    whole = [one for one in arranging.list_arranged(session()) if one.parent_id is None]
    others = [one for one in whole if board is None or one.id != board.id]
    return render("boards/edit.html", status, board=board, form=form, others=others)


def _failed(board: Row[Any] | None, form: Form, error: CorridorError) -> Response:
    form.fail("_form", error.message)
    return _page(board, form, error.status)
