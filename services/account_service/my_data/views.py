"""Download what is kept about oneself."""

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from account_service import urls
from account_service.accounts.queries import get_account
from account_service.my_data import actions, queries, rules
from account_service.my_data.packing import pack
from account_service.sessions.recent import recent
from corridor import clock
from corridor.auth import access, viewer
from corridor.web import idempotent, notice, render, see_other, session, transaction

blueprint = Blueprint("my_data", __name__, url_prefix="/account/my-data")
REFRESH_SECONDS = 5


@blueprint.get("")
@access.signed_in
def show() -> Response:
    """Who has answered, and the file when all have."""
    request = queries.find_request(session(), viewer().id)
    missing = [name for name in rules.SERVICES if request and name not in request.answered]
    answer = render("my_data/show.html", request=request, missing=missing, services=rules.SERVICES)
    if missing:
        answer.headers["Refresh"] = str(REFRESH_SECONDS)
    return answer


@blueprint.post("")
@access.signed_in
@recent
@idempotent
def ask() -> Response:
    """Ask all services."""
    with transaction() as work:
        actions.ask_for_data(work, get_account(work, viewer().id), now=clock.now())
    notice(_("Your data is being collected."))
    return see_other(urls.MY_DATA)


@blueprint.get("/corridor-data.zip")
@access.signed_in
@recent
def download() -> Response:
    """The file, with what has been collected by now."""
    request = queries.get_request(session(), viewer().id)
    packed = pack(queries.parts_of(session(), request), name=viewer().name)
    answer = Response(packed, content_type="application/zip")
    answer.headers["Content-Disposition"] = "attachment; filename=corridor-data.zip"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
