"""DOCX, for those who go on working with the text."""

from datetime import UTC
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from lxml import html as parser

from forum_service.exports.document import Document, PostPart, TopicPart
from forum_service.exports.formats.word_inline import write_inline

_LISTS = {"ul": "List Bullet", "ol": "List Number"}
_GREY = RGBColor(0x66, 0x66, 0x66)
# Word has three levels of each list.
_DEEPEST = 3


def write_docx(document: Document) -> bytes:
    """The document as Word has it: headings, lists and tables in its own styles."""
    word = docx.Document()
    facts = word.core_properties
    facts.title, facts.author, facts.language = document.title, "Corridor", document.language
    facts.created = facts.modified = document.made_at.astimezone(UTC).replace(tzinfo=None)
    if len(document.topics) != 1:
        _turned(word.add_heading(document.title, 0), document.direction)
    _small(_turned(word.add_paragraph(document.speech.words["note"]), document.speech.direction))
    for topic in document.topics:
        _topic(word, document, topic)
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def _topic(word: Any, document: Document, topic: TopicPart) -> None:
    _turned(word.add_heading(topic.title, 1), topic.direction)
    _small(word.add_paragraph(topic.url))
    for post in topic.posts:
        _post(word, document, post)


def _post(word: Any, document: Document, post: PostPart) -> None:
    speech = document.speech
    who = ", ".join(part for part in (post.author, post.organisation) if part)
    _turned(word.add_heading(who, 2), document.direction)
    facts = [f"#{post.number}", speech.moment(post.created_at)]
    facts += [speech.replying(post.reply_to)] if post.reply_to else []
    _small(_turned(word.add_paragraph(" · ".join(facts)), document.direction))
    for one in post.paragraphs:
        block = parser.fragment_fromstring(one.html, create_parent="div")
        _Blocks(word, direction=post.direction, number=one.number).write(block)


class _Blocks:
    """Writes one numbered block; the number stands before its first words."""

    def __init__(self, word: Any, *, direction: str, number: str) -> None:
        self.word = word
        self.direction = direction
        self.number = number

    def write(self, parent: Any, *, style: str | None = None, depth: int = 1) -> None:
        """All that is in an element, as paragraphs."""
        for block in parent:
            tag = block.tag
            if tag in _LISTS:
                self._list(block, depth=depth)
            elif tag == "table":
                self._table(block)
            elif tag in ("blockquote", "section", "details", "div", "figure"):
                self.write(block, style="Quote" if tag == "blockquote" else style, depth=depth)
            elif tag in ("h3", "h4", "h5", "h6"):
                self._paragraph(block, style=f"Heading {tag[1]}")
            elif tag != "hr":
                self._paragraph(block, style=style, plain=tag == "pre")

    def _paragraph(self, element: Any, *, style: str | None = None, plain: bool = False) -> None:
        paragraph = self.word.add_paragraph(style=style)
        if self.number:
            run = paragraph.add_run(f"{self.number}  ")
            run.font.size, run.font.color.rgb = Pt(7.5), _GREY
            self.number = ""
        write_inline(paragraph, element, code=plain)
        _turned(paragraph, self.direction)

    def _list(self, element: Any, *, depth: int) -> None:
        level = min(depth, _DEEPEST)
        style = _LISTS[element.tag] + (f" {level}" if level > 1 else "")
        for item in element.iterchildren("li"):
            inner = [child for child in item if child.tag in (*_LISTS, "p", "pre", "blockquote", "table")]
            if not inner or inner[0].tag in _LISTS:
                self._paragraph(item, style=style)
            self.write([child for child in inner if child.tag in _LISTS], depth=depth + 1)
            self.write([child for child in inner if child.tag not in _LISTS], style=style, depth=depth + 1)

    def _table(self, element: Any) -> None:
        rows = [list(row.iterchildren("th", "td")) for row in element.iter("tr")]
        if not rows:
            return
        if self.number:
            _small(self.word.add_paragraph(self.number))
            self.number = ""
        table = self.word.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=False):
                write_inline(cell.paragraphs[0], words, bold=words.tag == "th")
                _turned(cell.paragraphs[0], self.direction)


def _small(paragraph: Any) -> None:
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8), _GREY


def _turned(paragraph: Any, direction: str) -> Any:
    """The paragraph in its direction of writing."""
    if direction == "rtl":
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        # In a paragraph that runs from the right, Word calls the side where lines begin "left".
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        for run in paragraph._p.iter(qn("w:r")):
            run.get_or_add_rPr().append(OxmlElement("w:rtl"))
    return paragraph
