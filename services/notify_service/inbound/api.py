"""What other services ask: the files that came with a mail."""

from uuid import UUID

from flask import Blueprint, Response
from flask_babel import lazy_gettext as _l

from corridor.auth import access
from corridor.errors import NotFound
from corridor.web import session
from notify_service.inbound.queries import find_raw

blueprint = Blueprint("inbound_api", __name__)


@blueprint.get("/notify/internal/incoming/<uuid:incoming_id>/files/<int:number>")
@access.internal
def show_file(incoming_id: UUID, number: int) -> Response:
    """The bytes of a file; 404 once the mail was forgotten."""
    from notify_service.inbound.understanding import find_file

    raw = find_raw(session(), incoming_id)
    file = find_file(raw, number) if raw is not None else None
    if file is None:
        raise NotFound(_l("There is no such file."))
    answer = Response(file.data, mimetype="application/octet-stream")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
