"""The record, for the secretariat."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from account_service.audit import queries
from account_service.audit.actions import Actor
from account_service.audit.models import AuditRow
from corridor.auth import access, viewer
from corridor.auth.roles import SECRETARIAT
from corridor.web import paginate, render

blueprint = Blueprint("audit", __name__, url_prefix="/account/audit")


def acting() -> Actor:
    """The viewer, as the record names them."""
    me = viewer()
    return Actor(id=me.id, name=me.name, ip=request.remote_addr or "")


@blueprint.get("")
@access.roles(SECRETARIAT)
def index() -> Response:
    """What was granted, withdrawn and changed, the latest first."""
    return render("audit/index.html", page=paginate(queries.all_rows(), order=[AuditRow.id.desc()], size=50))
