"""How much waits for the viewer: asked by the bell of an open page once a minute."""

from flask import Blueprint, Response, jsonify

from corridor.auth import access, viewer
from corridor.web.templating import bell_label

blueprint = Blueprint("unread", __name__)


@blueprint.get("/unread-count")
@access.public
def count() -> Response:
    """The number, and what a screen reader says of the bell."""
    waiting = viewer().unread_count
    response = jsonify(unread=waiting, label=bell_label(waiting))
    response.headers["Cache-Control"] = "private, no-store"
    return response
