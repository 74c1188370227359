"""EPUB 3: a zip of XHTML pages that any e-reader opens, one page a topic."""

from collections.abc import Iterator
from datetime import UTC
from html import escape
from importlib.resources import files
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from forum_service.exports.document import Document, TopicPart
from forum_service.exports.formats.pages import topic_markup

_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)


def write_epub(document: Document) -> bytes:
    """The document as a book. The media type stands first and unpacked: readers look for it there."""
    book = BytesIO()
    with ZipFile(book, "w") as archive:
        archive.writestr(_entry(document, "mimetype", ZIP_STORED), "application/epub+zip")
        for name, text in _pages(document):
            archive.writestr(_entry(document, name, ZIP_DEFLATED), text)
    return book.getvalue()


def _entry(document: Document, name: str, packing: int) -> ZipInfo:
    entry = ZipInfo(name, document.made_at.astimezone(UTC).timetuple()[:6])
    entry.compress_type = packing
    entry.external_attr = 0o644 << 16
    return entry


def _pages(document: Document) -> Iterator[tuple[str, str]]:
    yield "META-INF/container.xml", _CONTAINER
    yield "book/package.opf", _package(document)
    yield "book/nav.xhtml", _nav(document)
    yield "book/style.css", files("forum_service.exports").joinpath("epub.css").read_text("utf-8")
    for topic in document.topics:
        yield f"book/{_name(topic)}", _page(document, topic.title, topic_markup(document, topic))


def _name(topic: TopicPart) -> str:
    return f"topic-{topic.id}.xhtml"


def _page(document: Document, title: str, body: str, *, space: str = "") -> str:
    code = document.language
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"{space} lang="{code}" xml:lang="{code}" '
        f'dir="{document.direction}"><head><title>{escape(title)}</title>'
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>'
        f"<body>{body}</body></html>"
    )


def _nav(document: Document) -> str:
    items = "".join(
        f'<li><a href="{_name(topic)}">{escape(topic.title)}</a></li>' for topic in document.topics
    )
    contents = escape(document.speech.words["contents"])
    body = (
        f"<h1>{escape(document.title)}</h1><p>{escape(document.speech.words['note'])}</p>"
        f'<nav epub:type="toc" id="toc"><h2>{contents}</h2><ol>{items}</ol></nav>'
    )
    return _page(document, document.title, body, space=' xmlns:epub="http://www.idpf.org/2007/ops"')


def _package(document: Document) -> str:
    manifest = "".join(_item(topic) for topic in document.topics)
    spine = "".join(f'<itemref idref="t{topic.id}"/>' for topic in document.topics)
    modified = document.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{document.language}"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{uuid5(NAMESPACE_URL, document.url)}</dc:identifier>'
        f"<dc:title>{escape(document.title)}</dc:title><dc:language>{document.language}</dc:language>"
        f"<dc:source>{escape(document.url)}</dc:source><dc:publisher>Corridor</dc:publisher>"
        f'<meta property="dcterms:modified">{modified}</meta></metadata>'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="style" href="style.css" media-type="text/css"/>{manifest}</manifest>'
        f'<spine page-progression-direction="{document.direction}"><itemref idref="nav"/>{spine}</spine>'
        "</package>"
    )


def _item(topic: TopicPart) -> str:
    maths = any("<math" in post.html for post in topic.posts)
    properties = ' properties="mathml"' if maths else ""
    return f'<item id="t{topic.id}" href="{_name(topic)}" media-type="application/xhtml+xml"{properties}/>'
