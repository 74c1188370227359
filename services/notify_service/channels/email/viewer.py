"""The mails written to files, to be read at /dev/mail; never in production."""

from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import lazy_gettext as _l

from corridor.auth import access
from corridor.errors import NotFound
from corridor.web import render
from corridor.web.frame import frame
from notify_service.channels.email.framing import framed_mail, with_frame
from notify_service.inbound.trying import answer_addresses

blueprint = Blueprint("dev_mail", __name__)

_SHOWN = 100
_HEADERS = (
    "From",
    "To",
    "Date",
    "Message-ID",
    "Reply-To",
    "In-Reply-To",
    "List-Id",
    "List-Unsubscribe",
    "Auto-Submitted",
)


@dataclass(frozen=True, kw_only=True)
class Letterbox:
    """A mail read back from its file."""

    key: str
    subject: str
    sender: str
    to: str
    address: str
    at: datetime
    text: str
    html: str
    headers: list[tuple[str, str]]


@blueprint.get("/dev/mail")
@access.public
def index() -> Response:
    """The newest mails; `?to=` narrows to an address."""
    to = request.args.get("to", "").strip().lower()
    files = sorted(_folder().glob("*.eml"), reverse=True)
    mails = (_read(file) for file in files)
    wanted = [
        mail for mail, _place in zip((m for m in mails if to in m.to.lower()), range(_SHOWN), strict=False)
    ]
    return render("dev_mail/index.html", mails=wanted, to=to)


@blueprint.get("/dev/mail/<uuid:mail_id>")
@access.public
def show(mail_id: UUID) -> Response:
    """One mail: its headers, how it looks, and its text."""
    answers = answer_addresses(_file(mail_id).read_bytes())
    return with_frame(render("dev_mail/show.html", mail=_find(mail_id), answers=answers))


@blueprint.get("/dev/mail/<uuid:mail_id>/html")
@access.public
def show_html(mail_id: UUID) -> Response:
    """The HTML part alone, in a sandbox; its links open outside of the frame."""
    return framed_mail(_find(mail_id).html, links_open=True)


@blueprint.get("/dev/mail/<uuid:mail_id>/source")
@access.public
def show_source(mail_id: UUID) -> Response:
    """The message as it would go over the wire."""
    return Response(_file(mail_id).read_bytes(), mimetype="text/plain")


def _find(mail_id: UUID) -> Letterbox:
    return _read(_file(mail_id))


def _file(mail_id: UUID) -> Path:
    file = _folder() / f"{mail_id}.eml"
    if not file.is_file():
        raise NotFound(_l("There is no such mail."))
    return file


def _folder() -> Path:
    return frame().settings.var / "mail"


def _read(file: Path) -> Letterbox:
    message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    return Letterbox(
        key=file.stem,
        subject=str(message["Subject"]),
        sender=str(message["From"]),
        to=str(message["To"]),
        address=parseaddr(str(message["To"]))[1],
        at=parsedate_to_datetime(str(message["Date"])),
        text=_part(message, "plain"),
        html=_part(message, "html"),
        headers=[(name, str(message[name])) for name in _HEADERS if message[name]],
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
