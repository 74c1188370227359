"""Pages that use each part of the frame once."""

from datetime import timedelta

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from sqlalchemy import select, text
from werkzeug.wrappers import Response as AnyResponse

from corridor.auth import access
from corridor.errors import Conflict, NotFound, TooMany, Unavailable
from corridor.web import (
    Form,
    idempotent,
    keyset,
    limited,
    notice,
    render,
    see_other,
    session,
    transaction,
)
from tests.support.notes.models import Memo

blueprint = Blueprint("notes", __name__, url_prefix="/notes")


class NoteSchema(Schema):
    title = fields.String(required=True, validate=validate.Length(min=3, max=40))
    weight = fields.Integer(load_default=1, validate=validate.Range(0, 99))
    tags = fields.List(fields.String())
    urgent = fields.Boolean()


@blueprint.get("")
@access.public
def index() -> Response:
    query = select(Memo)
    order = [Memo.weight.desc(), Memo.id] if request.args.get("mixed") else [Memo.weight, Memo.id]
    page = keyset(query, session(), order=order, after=request.args.get("after"), size=3)
    return render("notes/index.html", page=page)


@blueprint.get("/<int:note_id>")
@access.public
def show(note_id: int) -> Response:
    note = session().get(Memo, note_id)
    if note is None:
        raise NotFound(_("There is no such note."))
    return render("notes/show.html", note=note)


@blueprint.get("/new")
@access.signed_in
def new() -> Response:
    return render("notes/new.html", form=Form(NoteSchema))


@blueprint.post("/new")
@access.signed_in
@idempotent
def create() -> AnyResponse:
    form = Form(NoteSchema)
    data = form.load(request.form)
    if data is None:
        return render("notes/new.html", 422, form=form)
    with transaction() as work:
        note = Memo(title=data["title"], weight=data["weight"])
        work.add(note)
        work.flush()
        place = f"/notes/{note.id}"
    notice(_("The note is kept."))
    return see_other(place)


@blueprint.post("/limited")
@access.signed_in
@limited("notes", 2, per=timedelta(minutes=10))
def create_few() -> AnyResponse:
    return see_other("/notes")


@blueprint.route("/trouble/<kind>", methods=["GET", "POST"])
@access.public
def trouble(kind: str) -> Response:
    if kind in _STATEMENTS:
        session().execute(text(_STATEMENTS[kind]))
    if kind == "stored":
        session().execute(select(Memo).where(Memo.title == request.args.get("q", "\x00")))
    raise _ERRORS.get(kind, RuntimeError("the secret of the house"))


_STATEMENTS = {"number": "SELECT 1 / 0", "huge": "SELECT 99999999999::int"}
_ERRORS = {
    "conflict": Conflict("Changed meanwhile."),
    "many": TooMany("Slowly.", retry_after=7),
    "away": Unavailable("Asleep."),
}
