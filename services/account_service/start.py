"""`/account` itself."""

from flask import Blueprint
from werkzeug.wrappers import Response

from account_service import urls
from corridor.auth import access
from corridor.web import see_other

blueprint = Blueprint("start", __name__)


@blueprint.get("/account")
@access.signed_in
def start() -> Response:
    """One's own account begins with the profile."""
    return see_other(urls.PROFILE)
