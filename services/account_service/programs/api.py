"""The door for the forum's interface: an act, by whom, with what."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, jsonify, request
from flask.typing import ResponseReturnValue

from account_service.accounts.queries import get_account
from account_service.programs.acts import ACTS
from account_service.programs.asked import Asked
from corridor import clock
from corridor.auth import access
from corridor.errors import CorridorError, Invalid
from corridor.web import transaction
from corridor.web.frame import frame

blueprint = Blueprint("programs_api", __name__)


@blueprint.post("/account/internal/programs/<act>")
@access.internal
def perform(act: str) -> ResponseReturnValue:
    """Do it, or say why not; the refusal is an answer like any other between services."""
    body: Any = request.get_json(silent=True)
    if act not in ACTS or not isinstance(body, dict):
        abort(404)
    try:
        with transaction() as work:
            account = get_account(work, UUID(str(body.pop("actor", ""))))
            asked = Asked(account=account, data=body, settings=frame().settings, now=clock.now())
            return jsonify(done=ACTS[act](work, asked))
    except CorridorError as error:
        errors = error.errors if isinstance(error, Invalid) else {}
        found = [str(message) for messages in errors.values() for message in messages]
        return jsonify(refused={"status": error.status, "message": str(error.message), "errors": found})
