"""Where one is signed in, and how to sign out: here, there, everywhere."""

from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from account_service import urls
from account_service.sessions import actions, queries
from account_service.sessions.browser import sign_out_browser
from account_service.sessions.devices import device_words
from corridor import clock
from corridor.auth import access, viewer
from corridor.web import idempotent, notice, render, see_other, session, transaction

blueprint = Blueprint("sessions", __name__, url_prefix="/account")


@blueprint.post("/sign-out")
@access.public
def sign_out() -> Response:
    """Sign this browser out of every service."""
    with transaction() as work:
        login = queries.find_session(work, viewer().session_id)
        if login and not login.ended_at:
            actions.end_session(work, login, because="signed_out", now=clock.now())
    notice(_("You are signed out."))
    return sign_out_browser(see_other(urls.HOME))


@blueprint.get("/sessions")
@access.signed_in
def index() -> Response:
    """Each browser that is signed in."""
    me = viewer()
    logins = queries.list_sessions(session(), me.id, now=clock.now()) if me.id else []
    return render("sessions/index.html", logins=logins, current=me.session_id, device=device_words)


@blueprint.post("/sessions/<uuid:login_id>/end")
@access.signed_in
@idempotent
def end(login_id: UUID) -> Response:
    """Sign another browser out."""
    with transaction() as work:
        login = queries.get_own_session(work, login_id, account_id=viewer().id)
        actions.end_session(work, login, because="ended_by_owner", now=clock.now())
    notice(_("That browser is signed out."))
    return see_other(urls.SESSIONS)


@blueprint.post("/sessions/end-others")
@access.signed_in
@idempotent
def end_others() -> Response:
    """Sign out everywhere but here."""
    me = viewer()
    if me.id:
        here = queries.find_session(session(), me.session_id)
        with transaction() as work:
            keep = here.id if here else None
            actions.end_sessions(work, me.id, because="ended_by_owner", now=clock.now(), keep=keep)
    notice(_("All other browsers are signed out."))
    return see_other(urls.SESSIONS)


@blueprint.post("/sessions/end-all")
@access.signed_in
def end_all() -> Response:
    """Sign out everywhere, here too."""
    me = viewer()
    if me.id:
        with transaction() as work:
            actions.end_sessions(work, me.id, because="signed_out_everywhere", now=clock.now())
    notice(_("You are signed out everywhere."))
    return sign_out_browser(see_other(urls.SIGN_IN))
