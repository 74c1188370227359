"""The words of ours in a file, taken from the page that asked for it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask_babel import gettext as _

from corridor.auth import Viewer
from corridor.web.i18n import current_language
from forum_service.exports.document import Speech


def speech_for(viewer: Viewer, *, forum: str, now: datetime) -> Speech:
    """How a file made now speaks to the reader of this request."""
    words = {
        "forum": forum,
        "contents": _("Contents"),
        "former": _("A former member"),
        "in_reply_to": _("in reply to #%(number)s", number="{number}"),
        "note": _(
            "Taken from Corridor on %(day)s for %(name)s. Cite a paragraph by its number, such as 12.3.",
            day=_day(now, viewer.time_zone),
            name=viewer.name or viewer.handle,
        ),
    }
    return Speech(language=current_language().code, zone=viewer.time_zone, words=words)


def _day(moment: datetime, zone: str) -> str:
    """The day with its year: a file is read when this year is long over."""
    code = current_language().code
    return format_date(moment.astimezone(ZoneInfo(zone)), "long", locale="en_GB" if code == "en" else code)
