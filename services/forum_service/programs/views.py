"""The page that tells members how programs reach the forums, and what was done in other names."""

from flask import Blueprint, Response

from corridor.auth import access
from corridor.auth.roles import SECRETARIAT
from corridor.web import render, session
from corridor.web.frame import frame
from forum_service.discourse.paths import PREFIX
from forum_service.discourse.traces import latest_acts

blueprint = Blueprint("programs", __name__, url_prefix="/forum/programs")


@blueprint.get("")
@access.member
def index() -> Response:
    """Where programs call, and with what."""
    return render("programs/index.html", address=frame().settings.base_url.rstrip("/") + PREFIX)


@blueprint.get("/acts")
@access.roles(SECRETARIAT)
def acts() -> Response:
    """The calls that keys of the secretariat made for other members."""
    return render("programs/acts.html", acts=latest_acts(session()))
