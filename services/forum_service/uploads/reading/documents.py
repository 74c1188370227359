"""How each type of document is read. The libraries are loaded for the one type at hand."""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from forum_service.uploads.reading.pages import MOST, Pages

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
# The text of an OpenDocument file lies in one member; more than this is no text.
_MEMBER = 60_000_000
_ROWS = 20_000
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SHEET = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def read(path: Path, media_type: str) -> Pages:
    """The words of a document."""
    pages = Pages()
    reader = _READERS.get(media_type, _read_plain)
    reader(path, pages)
    return pages


def _read_pdf(path: Path, pages: Pages) -> None:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    reader = PdfReader(path)
    if reader.is_encrypted:
        # Many are locked against changes only, and open with no password.
        reader.decrypt("")
    for number, page in enumerate(reader.pages, start=1):
        if pages.full:
            pages.cut = True
            return
        try:
            pages.add(page.extract_text(), title=str(number))
        except (PyPdfError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            # One broken page does not cost the others.
            continue


def _read_docx(path: Path, pages: Pages) -> None:
    import docx

    with path.open("rb") as file:
        pages.add("\n".join(_blocks(docx.Document(file).iter_inner_content())))


def _blocks(content: Any) -> Iterator[str]:
    from docx.table import Table

    for block in content:
        if isinstance(block, Table):
            for row in block.rows:
                yield "\t".join(dict.fromkeys(cell.text for cell in row.cells))
        else:
            yield block.text


def _read_xlsx(path: Path, pages: Pages) -> None:
    import openpyxl

    # By its bytes: the store knows no names, and the library would ask for one.
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()), read_only=True, data_only=True)
    for sheet in book.worksheets:
        rows = islice(sheet.iter_rows(values_only=True), _ROWS)
        lines = ("\t".join(str(value) for value in row if value is not None) for row in rows)
        pages.add("\n".join(line for line in _bounded(lines, pages) if line), title=sheet.title)


def _bounded(lines: Iterator[str], pages: Pages) -> Iterator[str]:
    room = pages.room
    for line in lines:
        yield line
        room -= len(line)
        if room <= 0:
            pages.cut = True
            return


def _read_pptx(path: Path, pages: Pages) -> None:
    import pptx

    for number, slide in enumerate(pptx.Presentation(BytesIO(path.read_bytes())).slides, start=1):
        lines = list(_shapes(slide.shapes))
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            lines.append(slide.notes_slide.notes_text_frame.text)
        pages.add("\n".join(lines), title=str(number))


def _shapes(shapes: Any) -> Iterator[str]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        elif shape.has_text_frame:
            yield shape.text_frame.text
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:
                yield "\t".join(cell.text for cell in row.cells)


def _read_open_document(path: Path, pages: Pages) -> None:
    from lxml import etree

    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as member:
        source = member.read(_MEMBER)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(source, parser)
    parts = list(islice(root.iter(f"{_DRAW}page", f"{_SHEET}table"), MOST + 1))
    # In a text tables stand between the paragraphs; in sheets and slides they are the pages.
    if root.find(".//{*}body/{*}text") is not None or not parts:
        pages.add("\n".join(_paragraphs(root)))
        return
    for number, part in enumerate(parts, start=1):
        title = part.get(f"{_SHEET}name") or str(number)
        pages.add("\n".join(_paragraphs(part)), title=title)


def _paragraphs(element: Any) -> Iterator[str]:
    for paragraph in element.iter("{*}p", "{*}h"):
        yield "".join(paragraph.itertext())


def _read_plain(path: Path, pages: Pages) -> None:
    data = path.read_bytes()[: 4 * pages.room + 4]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        pages.add(data.decode("utf-16", "replace"))
        return
    try:
        pages.add(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        # The last letter may be cut; else it is an older encoding.
        whole = error.start >= len(data) - 4
        pages.add(data.decode("utf-8-sig", "ignore") if whole else data.decode("cp1252", "replace"))


_READERS: dict[str, Callable[[Path, Pages], None]] = {
    "application/pdf": _read_pdf,
    f"{_OFFICE}wordprocessingml.document": _read_docx,
    f"{_OFFICE}spreadsheetml.sheet": _read_xlsx,
    f"{_OFFICE}presentationml.presentation": _read_pptx,
    f"{_OPEN}text": _read_open_document,
    f"{_OPEN}spreadsheet": _read_open_document,
    f"{_OPEN}presentation": _read_open_document,
}
