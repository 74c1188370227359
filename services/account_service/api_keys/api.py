"""What other services ask in a request: what a key opens."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from account_service.api_keys.actions import check_key
from account_service.sessions.api import asked
from corridor import clock
from corridor.auth import access
from corridor.auth.client import KEY_CHECK_PATH
from corridor.web import transaction

blueprint = Blueprint("api_keys_api", __name__)


@blueprint.post(KEY_CHECK_PATH)
@access.internal
def check() -> ResponseReturnValue:
    """What the key opens; 410 when it opens nothing."""
    with transaction() as work:
        grant = check_key(work, asked("key"), now=clock.now())
    if grant is None:
        return jsonify(gone=True), 410
    return jsonify(
        key_id=grant.key_id,
        account_id=str(grant.account_id),
        scopes=sorted(grant.scopes),
        roles=sorted(grant.roles),
        version=grant.version,
    )
