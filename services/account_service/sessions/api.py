"""What other services ask in a request: a fresh token for a session."""

from typing import Any

from flask import Blueprint, abort, jsonify, request
from flask.typing import ResponseReturnValue

from account_service.sessions.actions import refresh_session
from account_service.sessions.browser import as_browser_session
from corridor import clock
from corridor.auth import access
from corridor.auth.client import REFRESH_PATH
from corridor.web import transaction
from corridor.web.frame import frame

blueprint = Blueprint("sessions_api", __name__)


@blueprint.post(REFRESH_PATH)
@access.internal
def refresh() -> ResponseReturnValue:
    """A token for the secret id, and a new id once a day; 410 when the session is over."""
    settings = frame().settings
    with transaction() as work:
        living = refresh_session(work, asked("sid"), settings=settings, now=clock.now())
    if living is None:
        return jsonify(gone=True), 410
    fresh = as_browser_session(living, settings)
    expires = fresh.expires_at.isoformat() if fresh.expires_at else None
    return jsonify(token=fresh.token, sid=fresh.sid, expires_at=expires)


def asked(name: str) -> str:
    """A word of the question."""
    body: Any = request.get_json(silent=True)
    value = body.get(name) if isinstance(body, dict) else None
    if not isinstance(value, str) or not value:
        abort(422)
    return value
