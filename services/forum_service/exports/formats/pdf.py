"""PDF, laid out by WeasyPrint: tagged, with bookmarks, in all our scripts."""

from functools import cache
from html import escape
from importlib.resources import files

from flask_babel import lazy_gettext as _

from corridor.errors import Unavailable
from forum_service.exports.document import Document
from forum_service.exports.formats.pages import topic_markup


def write_pdf(document: Document) -> bytes:
    """The document as pages of paper."""
    # Heavy, and needed by the worker alone: no page of the forum pays for it.
    try:
        import weasyprint
    except OSError as error:
        raise Unavailable(_("This server cannot make PDF: the system library Pango is missing.")) from error

    # What members wrote must not make our server call others.
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
    page = weasyprint.HTML(string=_markup(document), url_fetcher=nothing)
    made: bytes = page.write_pdf(stylesheets=[weasyprint.CSS(string=_style())], pdf_tags=True)
    return made


def _markup(document: Document) -> str:
    topics = "".join(topic_markup(document, topic) for topic in document.topics)
    title, note = escape(document.title), escape(document.speech.words["note"])
    front = "" if len(document.topics) == 1 else f"<header><h1>{title}</h1>{_contents(document)}</header>"
    return (
        f'<!doctype html><html lang="{document.language}" dir="{document.direction}"><head>'
        f'<meta charset="utf-8"><title>{title}</title></head><body>'
        f'<p class="running-title" dir="auto">{title}</p><p class="note" dir="auto">{note}</p>'
        f"{front}{topics}</body></html>"
    )


def _contents(document: Document) -> str:
    items = "".join(
        f'<li><a href="#t{topic.id}" dir="auto">{escape(topic.title)}</a></li>' for topic in document.topics
    )
    return f'<nav class="contents"><h2>{escape(document.speech.words["contents"])}</h2><ol>{items}</ol></nav>'


@cache
def _style() -> str:
    return files("forum_service.exports").joinpath("pdf.css").read_text("utf-8")
