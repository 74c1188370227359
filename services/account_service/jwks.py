"""The public keys, for everybody who checks our tokens."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from account_service.keys import public_keys
from corridor.auth import access
from corridor.web.frame import frame

blueprint = Blueprint("jwks", __name__)


@blueprint.get("/account/.well-known/jwks.json")
@access.public
def show() -> ResponseReturnValue:
    """The key set (RFC 7517)."""
    response = jsonify(public_keys(frame().settings.signing_key))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
