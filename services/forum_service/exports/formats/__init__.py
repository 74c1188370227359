"""The writers, one a file: each makes bytes of a document."""

from collections.abc import Callable, Mapping

from forum_service.exports.document import Document
from forum_service.exports.formats.epub import write_epub
from forum_service.exports.formats.markdown import write_markdown
from forum_service.exports.formats.mbox import write_mbox
from forum_service.exports.formats.pdf import write_pdf
from forum_service.exports.formats.record import write_json


def write_docx(document: Document) -> bytes:
    """As Word has it; its library is loaded when somebody asks."""
    from forum_service.exports.formats.word import write_docx as write

    return write(document)


WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    "pdf": write_pdf,
    "docx": write_docx,
    "epub": write_epub,
    "mbox": write_mbox,
    "json": write_json,
    "md": write_markdown,
}

__all__ = ["WRITERS"]
