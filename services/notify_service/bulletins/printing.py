"""The notification as PDF, one in each language, made by the worker once it is published."""

from functools import cache
from html import escape
from importlib.resources import files

import structlog
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from notify_service import urls
from notify_service.bulletins.letters import day_in_words, files_for
from notify_service.bulletins.models import Bulletin, Text
from notify_service.channels.email.translating import tongue
from notify_service.settings import NotifySettings

_log = structlog.get_logger("notify_service.bulletins")
# What stands in the row where no PDF can be made: it is not tried again and again.
NONE = b""


def print_bulletins(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    """Make the next PDF that is wanted; says whether there may be more."""
    with sessions() as session:
        text = session.scalar(_next_text())
        if text is None:
            return False
        bulletin = session.get_one(Bulletin, text.bulletin_id)
        made = _print(bulletin, text, settings)
    with transaction(sessions) as session:
        session.get_one(Text, (text.bulletin_id, text.language)).pdf = made
    return True


def _next_text() -> Select[Text]:
    published = Bulletin.published_at.is_not(None)
    query = select(Text).join(Bulletin, Bulletin.id == Text.bulletin_id).where(published, Text.pdf.is_(None))
    return query.order_by(Bulletin.published_at, Text.language).limit(1)


def _print(bulletin: Bulletin, text: Text, settings: NotifySettings) -> bytes:
    try:
        return to_pdf(markup(bulletin, text, settings))
    except Exception:
        _log.exception("notification not printed", number=bulletin.number, language=text.language)
        return NONE


def to_pdf(page: str) -> bytes:
    """The page laid out by WeasyPrint: tagged, with all our scripts."""
    # Heavy, and needed by the worker alone.
    import weasyprint

    # Nothing in the text may make our server call others.
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
    laid_out = weasyprint.HTML(string=page, url_fetcher=nothing)
    made: bytes = laid_out.write_pdf(stylesheets=[weasyprint.CSS(string=_style())], pdf_tags=True)
    return made


def markup(bulletin: Bulletin, text: Text, settings: NotifySettings) -> str:
    """The page of paper: head with number and date, what is asked, the words, where it stands."""
    speech = tongue(text.language)
    number, page = bulletin.number or "", urls.absolute(settings, urls.bulletin(bulletin.number or ""))
    _ = speech.gettext
    house = _("Corridor, technical and scientific cooperation under the Convention on Biological Diversity")
    heading = _("Notification %(number)s", number=number)
    day = speech.day(bulletin.published_at or clock.now(), "UTC")
    reference = f'<p class="meta">{escape(bulletin.symbol)}</p>' if bulletin.symbol else ""
    return (
        f'<!doctype html><html lang="{speech.tag}" dir="{speech.direction}"><head><meta charset="utf-8">'
        f"<title>{escape(heading)}: {escape(text.subject)}</title></head><body>"
        f'<header><p class="house">{escape(house)}</p>'
        f'<p class="number">{escape(heading)}</p><p class="meta">{escape(day)}</p>{reference}</header>'
        f"{_withdrawn(bulletin, text)}<h1>{escape(text.subject)}</h1>{_asked(bulletin, text)}"
        f"{text.html}{_list_of_files(bulletin, text)}"
        f'<footer><a href="{escape(page)}">{escape(page)}</a></footer></body></html>'
    )


def _withdrawn(bulletin: Bulletin, text: Text) -> str:
    _ = tongue(text.language).gettext
    why = _("Withdrawn: %(why)s", why=bulletin.withdrawn_because)
    return f'<p class="withdrawn">{escape(why)}</p>' if bulletin.withdrawn_at else ""


def _asked(bulletin: Bulletin, text: Text) -> str:
    if bulletin.action_by is None:
        return ""
    speech = tongue(text.language)
    _ = speech.gettext
    by = escape(_("Action required by %(day)s", day=day_in_words(bulletin.action_by, speech)))
    what = f"<br>{escape(text.action)}" if text.action else ""
    link = escape(bulletin.action_url)
    where = f'<br><a href="{link}">{link}</a>' if link else ""
    return f'<p class="asked"><strong>{by}</strong>{what}{where}</p>'


def _list_of_files(bulletin: Bulletin, text: Text) -> str:
    names = [f"<li>{escape(file.name)}</li>" for file in files_for(bulletin.files, text.language)]
    _ = tongue(text.language).gettext
    title = escape(_("Files"))
    return f'<h2>{title}</h2><ul dir="auto">{"".join(names)}</ul>' if names else ""


@cache
def _style() -> str:
    return files("notify_service.bulletins").joinpath("pdf.css").read_text("utf-8")
