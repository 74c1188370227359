"""Feeds as Atom (RFC 4287) and as RSS 2.0."""

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

from sqlalchemy import Row

from forum_service.feeds.queries import Feed
from forum_service.urls import absolute, post_url

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
# Names are written with their prefixes: the library's own would put all of RSS into the namespace of Atom.
# What XML 1.0 cannot hold, even escaped.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A feed reader is not signed in: where a picture would be broken its name leads to it.
_PICTURE = re.compile(r'<img\b[^>]*?\salt="([^"]*)"[^>]*>|<img\b[^>]*>')
# Links in stored HTML begin at our root; a reader of feeds does not know where that is.
_OWN_LINK = re.compile(r'(\shref=")/(?!/)')


def write_atom(feed: Feed, *, origin: str, self_url: str, language: str, now: datetime) -> bytes:
    """The feed as Atom; ids are the final addresses of the posts."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    page = absolute(feed.page, origin=origin)
    _add(root, "title", f"{feed.title} · Corridor")
    _add(root, "id", page)
    _add(root, "updated", _stamp(feed.updated or now))
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": page})
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": self_url})
    for row in feed.entries:
        _add_entry(root, row, origin=origin)
    return _bytes(root)


def _add_entry(root: ET.Element, row: Row[Any], *, origin: str) -> None:
    entry = ET.SubElement(root, "entry", {"xml:lang": row.language})
    url = _url(row, origin=origin)
    _add(entry, "title", _title(row))
    _add(entry, "id", absolute(f"/forum/posts/{row.id}", origin=origin))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": url})
    _add(entry, "published", _stamp(row.created_at))
    _add(entry, "updated", _stamp(row.edited_at or row.created_at))
    _add(ET.SubElement(entry, "author"), "name", _author(row) or "–")
    for term in [row.board_slug, *(row.tags or "").split()]:
        ET.SubElement(entry, "category", {"term": term})
    content = _add(entry, "content", _html(row, origin=origin))
    content.set("type", "html")


def write_rss(feed: Feed, *, origin: str, self_url: str, language: str, now: datetime) -> bytes:
    """The feed as RSS 2.0, for programs that know nothing newer."""
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": ATOM, "xmlns:dc": DUBLIN_CORE})
    channel = ET.SubElement(root, "channel")
    page = absolute(feed.page, origin=origin)
    title = f"{feed.title} · Corridor"
    for name, value in (("title", title), ("link", page), ("description", title), ("language", language)):
        ET.SubElement(channel, name).text = _sane(value)
    ET.SubElement(channel, "lastBuildDate").text = format_datetime(feed.updated or now)
    ET.SubElement(channel, "atom:link", {"rel": "self", "type": "application/rss+xml", "href": self_url})
    for row in feed.entries:
        _add_item(channel, row, origin=origin)
    return _bytes(root)


def _add_item(channel: ET.Element, row: Row[Any], *, origin: str) -> None:
    item = ET.SubElement(channel, "item")
    guid = absolute(f"/forum/posts/{row.id}", origin=origin)
    parts = {
        "title": _title(row),
        "dc:creator": _author(row),
        "category": row.board_name,
        "description": _html(row, origin=origin),
        "link": _url(row, origin=origin),
        "pubDate": format_datetime(row.created_at.astimezone(UTC), usegmt=True),
    }
    for name, value in parts.items():
        ET.SubElement(item, name).text = _sane(value)
    ET.SubElement(item, "guid", {"isPermaLink": "true"}).text = guid


def _title(row: Row[Any]) -> str:
    return str(row.title) if row.number == 1 else f"{row.title} · {row.author_name} #{row.number}"


def _author(row: Row[Any]) -> str:
    return ", ".join(part for part in (row.author_name, row.organisation) if part)


def _url(row: Row[Any], *, origin: str) -> str:
    return absolute(post_url(row.topic_id, row.slug, row.number), origin=origin)


def _html(row: Row[Any], *, origin: str) -> str:
    html = _PICTURE.sub(lambda found: f"[{found[1] or '–'}]", str(row.html))
    return _OWN_LINK.sub(rf"\g<1>{absolute('/', origin=origin)}", html)


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _sane(text)
    return element


def _sane(text: str) -> str:
    return _NOT_XML.sub("", text)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _bytes(root: ET.Element) -> bytes:
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body
