"""The mail as its recipients get it, to be looked at before it goes out."""

from uuid import UUID

from flask import Blueprint, Response, request

from corridor.auth import access
from corridor.auth.roles import SECRETARIAT
from corridor.web import render, session
from corridor.web.frame import frame
from corridor.web.templating import language_name
from notify_service import urls
from notify_service.bulletins import queries, rules
from notify_service.bulletins.letters import sample_letter
from notify_service.bulletins.models import Bulletin
from notify_service.channels.email.framing import framed_mail, with_frame
from notify_service.channels.email.letters import Letter
from notify_service.settings import NotifySettings

blueprint = Blueprint("bulletin_mails", __name__, url_prefix=f"{urls.DESK}/<uuid:bulletin_id>/mail")


@blueprint.get("")
@access.roles(SECRETARIAT)
def show(bulletin_id: UUID) -> Response:
    """The mail in a frame and as text, in one of the six languages of the readers."""
    bulletin = queries.get_bulletin(session(), bulletin_id)
    language = _language(bulletin)
    base = f"{urls.DESK}/{bulletin_id}/mail"
    return with_frame(
        render(
            "bulletins/mail.html",
            bulletin=bulletin,
            letter=_letter(bulletin, language),
            language_asked=language,
            tabs=[(code, language_name(code), f"{base}?language={code}") for code in rules.LANGUAGES],
            sheet=f"{base}/sheet?language={language}",
        )
    )


@blueprint.get("/sheet")
@access.roles(SECRETARIAT)
def sheet(bulletin_id: UUID) -> Response:
    """The HTML part alone."""
    bulletin = queries.get_bulletin(session(), bulletin_id)
    return framed_mail(_letter(bulletin, _language(bulletin)).html)


def _language(bulletin: Bulletin) -> str:
    asked = request.args.get("language", "")
    return asked if asked in rules.LANGUAGES else bulletin.language


def _letter(bulletin: Bulletin, language: str) -> Letter:
    settings = frame().settings
    assert isinstance(settings, NotifySettings)  # noqa: S101  create_app was called with them
    return sample_letter(bulletin, settings, language=language)
