"""The entry page of matchmaking."""

from flask import Blueprint, Response

from corridor.auth import access, viewer
from corridor.web import render, session
from matchmaking_service.desk.queries import desk_of

blueprint = Blueprint("desk", __name__, url_prefix="/match")


@blueprint.get("")
@access.public
def index() -> Response:
    """What waits for me; for the public: open needs and centres."""
    return render("desk/index.html", desk=desk_of(session(), viewer()))
