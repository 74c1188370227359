"""Writing mails in a demonstration, without a mail program; never in production."""

from typing import cast
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields
from marshmallow.validate import Length
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import NotFound
from corridor.web import Form, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from notify_service.inbound.addresses import forum_address
from notify_service.inbound.trying import answer_like, new_mail, take_in
from notify_service.preferences.queries import list_forums
from notify_service.settings import NotifySettings

blueprint = Blueprint("dev_answers", __name__)

_TEXT = 100_000


class AnswerSchema(Schema):
    """An answer to a mail."""

    to = fields.Email(required=True)
    sender = fields.Email(required=True)
    text = fields.String(load_default="", validate=Length(max=_TEXT))


class MailSchema(AnswerSchema):
    """A mail that answers nothing."""

    subject = fields.String(load_default="", validate=Length(max=300))


@blueprint.post("/dev/mail/<uuid:mail_id>/answer")
@access.public
@idempotent
def answer(mail_id: UUID) -> AnyResponse:
    """Answer a mail as a mail program would."""
    file = frame().settings.var / "mail" / f"{mail_id}.eml"
    if not file.is_file():
        raise NotFound(_l("There is no such mail."))
    form = Form(AnswerSchema)
    values = form.load(request.form)
    if values is None:
        notice(_("An answer needs an address to go to and one it comes from."), "danger")
        return see_other(f"/dev/mail/{mail_id}")
    _take(answer_like(file.read_bytes(), now=clock.now(), **values))
    return see_other(f"/dev/mail/{mail_id}")


@blueprint.get("/dev/mail/write")
@access.public
def new() -> Response:
    """A mail to a forum, or to whatever address."""
    initial = {"to": request.args.get("to", ""), "sender": viewer().email if viewer().signed_in else ""}
    return _show_form(Form(MailSchema, initial=initial))


@blueprint.post("/dev/mail/write")
@access.public
@idempotent
def create() -> AnyResponse:
    """Send it on its way."""
    form = Form(MailSchema)
    values = form.load(request.form)
    if values is None:
        return _show_form(form, 422)
    _take(new_mail(now=clock.now(), **values))
    return see_other("/dev/mail")


def _show_form(form: Form, status: int = 200) -> Response:
    settings = cast(NotifySettings, frame().settings)
    addresses = [(forum, forum_address(settings, forum.slug)) for forum in list_forums(session())]
    return render("dev_mail/write.html", status, form=form, addresses=addresses)


def _take(raw: bytes) -> None:
    with transaction() as work:
        take_in(work, raw, cast(NotifySettings, frame().settings), now=clock.now())
    notice(_("Your mail is on its way; the post appears in a moment."))
