"""The pages behind the links of the mail: reading it as an addressee, saying what was done, leaving."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Row
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access
from corridor.errors import NotFound
from corridor.web import csrf, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from notify_service import urls
from notify_service.bulletins import actions, queries
from notify_service.bulletins.announcing import tell_declined
from notify_service.bulletins.answers import show_bulletin
from notify_service.bulletins.models import Bulletin, Recipient
from notify_service.bulletins.schemas import NoteForm
from notify_service.bulletins.tokens import read_token, recipient_path
from notify_service.register.actions import decline

blueprint = Blueprint("bulletin_links", __name__, url_prefix=urls.BULLETINS)


@blueprint.get("/<number>/for/<token>")
@access.public
def show(number: str, token: str) -> Response:
    """The notification as its addressee opens it from the mail."""
    with transaction() as work:
        bulletin, row = _find(work, number, token)
        actions.note_opening(row[0], handed_over_at=row[1], now=clock.now())
    return _private(show_bulletin(bulletin, row[0]))


@blueprint.post("/<number>/for/<token>/action")
@access.public
@idempotent
def act(number: str, token: str) -> AnyResponse:
    """Say that one has acted; the note goes to the secretariat."""
    form = form_from(NoteForm)
    if form.data is None:
        bulletin, row = _find(session(), number, token)
        return _private(show_bulletin(bulletin, row[0], form=form, status=422))
    with transaction() as work:
        _bulletin, row = _find(work, number, token)
        actions.note_action(row[0], note=form.data["note"].strip(), now=clock.now())
    notice(_("Thank you. The secretariat knows that you have acted, and you are not reminded any more."))
    return see_other(recipient_path(frame().settings, number, row[0].id))


def _find(work: Session, number: str, token: str) -> tuple[Bulletin, Row[Recipient, datetime | None]]:
    bulletin = queries.get_published(work, number)
    row = queries.find_recipient(work, bulletin, recipient_id=_read(token))
    if row is None:
        raise _incomplete()
    return bulletin, row


def _read(token: str) -> UUID:
    found = read_token(frame().settings, token)
    if found is None:
        raise _incomplete()
    return found


def _incomplete() -> NotFound:
    return NotFound(_l("This link is not complete. Please copy it whole from the mail."))


def _private(page: Response) -> Response:
    # The address is the key of one person: links followed from here must not tell it, nobody keeps it.
    page.headers["Referrer-Policy"] = "no-referrer"
    page.headers["Cache-Control"] = "private, no-store"
    page.headers["X-Robots-Tag"] = "noindex"
    return page


@blueprint.get("/leaving/<token>")
@access.public
def ask_to_leave(token: str) -> Response:
    """Say which address would get no more notifications, with one button."""
    return _leaving(token, done=False)


@blueprint.post("/leaving/<token>")
@access.public
@csrf.exempt
def leave(token: str) -> Response:
    """Write to this address no more; mail programs post here without cookies (RFC 8058)."""
    with transaction() as work:
        for entry in decline(work, queries.recipient_of(work, _read(token)).email, now=clock.now()):
            tell_declined(work, entry, now=clock.now())
    return _leaving(token, done=True)


def _leaving(token: str, *, done: bool) -> Response:
    recipient = queries.recipient_of(session(), _read(token))
    return _private(render("bulletins/leaving.html", recipient=recipient, token=token, done=done))
