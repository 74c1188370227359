"""The newest notifications as an Atom feed (RFC 4287)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from corridor.settings import Settings
from notify_service import urls
from notify_service.bulletins.letters import text_for
from notify_service.bulletins.models import Bulletin
from notify_service.bulletins.writing import shown
from notify_service.channels.email.translating import tongue

_ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold, even escaped.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_atom(bulletins: Sequence[Bulletin], settings: Settings, *, language: str, now: datetime) -> bytes:
    """The feed in a language, each entry in the best one that it has; ids are the final addresses."""
    _ = tongue(language).gettext
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    page = urls.absolute(settings, urls.BULLETINS)
    _add(root, "title", f"{_('Official notifications')} · Corridor")
    _add(root, "id", page)
    _add(root, "updated", _stamp(max((_changed(one) for one in bulletins), default=now)))
    _link(root, "alternate", page, "text/html")
    _link(root, "self", f"{page}/feed.atom?language={language}", "application/atom+xml")
    for bulletin in bulletins:
        _entry(root, bulletin, settings, language)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: ET.Element, bulletin: Bulletin, settings: Settings, language: str) -> None:
    text = text_for(bulletin, [language])
    page = urls.absolute(settings, urls.bulletin(bulletin.number or ""))
    entry = ET.SubElement(root, "entry", {"xml:lang": text.language})
    _add(entry, "title", _title(bulletin, text.subject, language))
    _add(entry, "id", page)
    _link(entry, "alternate", page, "text/html")
    _add(entry, "published", _stamp(bulletin.published_at or _changed(bulletin)))
    _add(entry, "updated", _stamp(_changed(bulletin)))
    _add(ET.SubElement(entry, "author"), "name", tongue(language).gettext("The secretariat"))
    _add(entry, "content", str(shown(text.html, base_url=settings.base_url))).set("type", "html")


def _title(bulletin: Bulletin, subject: str, language: str) -> str:
    _ = tongue(language).gettext
    title = f"{bulletin.number}: {subject}"
    return f"[{_('Withdrawn')}] {title}" if bulletin.withdrawn_at else title


def _changed(bulletin: Bulletin) -> datetime:
    return bulletin.withdrawn_at or bulletin.published_at or bulletin.created_at


def _link(parent: ET.Element, relation: str, address: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "type": media_type, "href": address})


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _NOT_XML.sub("", text)
    return element


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
