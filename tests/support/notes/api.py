"""The same for programs."""

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from corridor.auth import access

api = Blueprint("notes_api", __name__, url_prefix="/notes/api/v1")


class NoteIn(Schema):
    title = fields.String(required=True, validate=validate.Length(max=40))
    weight = fields.Integer(strict=True, validate=validate.Range(0, 99))


@api.route("/notes", methods=["POST"])
@api.arguments(NoteIn)
@api.response(201, NoteIn)
@access.api("notes:write")
def create(data: dict[str, Any]) -> dict[str, Any]:
    """Keep a note."""
    return data
