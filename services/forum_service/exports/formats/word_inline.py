"""The words within a paragraph of a Word document: weight, slant, links."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.run import Run

# Blocks within a list item are paragraphs of their own.
_BLOCKS = frozenset({"ul", "ol", "p", "pre", "blockquote", "table"})
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = re.compile(r"\s+")
_LINK = RGBColor(0x0B, 0x6B, 0x53)


@dataclass(frozen=True, kw_only=True)
class Look:
    """How words look."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    struck: bool = False
    raised: bool = False
    lowered: bool = False

    def within(self, tag: str) -> Self:
        """The look inside of an element."""
        name = _LOOKS.get(tag)
        return replace(self, **{name: True}) if name else self


_LOOKS = {
    "strong": "bold",
    "b": "bold",
    "em": "italic",
    "i": "italic",
    "code": "code",
    "kbd": "code",
    "del": "struck",
    "s": "struck",
    "sup": "raised",
    "sub": "lowered",
}
AddRun = Callable[[str], Run]


def write_inline(paragraph: Any, element: Any, *, bold: bool = False, code: bool = False) -> None:
    """The words of an element as runs of a paragraph."""
    _write(paragraph, paragraph.add_run, element, Look(bold=bold, code=code), kept=code)


def _write(paragraph: Any, add: AddRun, element: Any, look: Look, *, kept: bool) -> None:
    _add(add, element.text, look, kept=kept)
    for child in element:
        if child.tag == "br":
            add("").add_break()
        elif child.tag == "input":
            _add(add, "☑" if child.get("checked") is not None else "☐", look, kept=kept)
        elif child.tag == "a" and child.get("href", "#")[0] != "#":
            _write(paragraph, _link(paragraph, child.get("href")), child, look, kept=kept)
        elif child.tag not in _BLOCKS:
            _write(paragraph, add, child, look.within(child.tag), kept=kept)
        _add(add, child.tail, look, kept=kept)


def _add(add: AddRun, text: str | None, look: Look, *, kept: bool) -> None:
    words = _NOT_XML.sub("", text or "")
    words = words if kept else _SPACE.sub(" ", words)
    if not words:
        return
    run = add(words)
    run.bold, run.italic = look.bold or None, look.italic or None
    run.font.strike, run.font.superscript = look.struck or None, look.raised or None
    run.font.subscript = look.lowered or None
    if look.code:
        run.font.name = "Courier New"


def _link(paragraph: Any, address: str) -> AddRun:
    """Runs of a link; python-docx reads links and does not write them."""
    place = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), place)
    paragraph._p.append(link)

    def add(text: str) -> Run:
        element: Any = OxmlElement("w:r")
        link.append(element)
        run = Run(element, paragraph)
        run.text = text
        run.font.color.rgb = _LINK
        return run

    return add
