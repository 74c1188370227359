"""Each kind of file is what its readers expect."""

import json
import mailbox
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import docx
import pytest
from pypdf import PdfReader

from forum_service.exports.document import Document
from forum_service.exports.formats import WRITERS
from forum_service.exports.numbering import paragraphs_of
from tests.forum_service.exports.conftest import ORIGIN, Make, post

RICH = """A first paragraph with [a link](/forum/t/x/1/1) & a note.[^1]

- one
- two

| a | b |
|---|--:|
| 1 | 2 |

- [ ] to do

---

> Quoted

From here on.

[^1]: The note."""


def test_blocks_are_numbered_in_their_order() -> None:
    found = paragraphs_of(
        "<p>One</p>\n<ul>\n<li>Two</li>\n</ul>\n<hr>\n<p>Three</p>", topic_id=7, number=12, origin=""
    )

    assert [one.number for one in found] == ["12.1", "12.2", "12.3"]
    assert [one.anchor for one in found] == ["t7p12.1", "t7p12.2", "t7p12.3"]


def test_links_lead_to_the_site_and_notes_to_their_post() -> None:
    html = '<p><a href="/forum/t/x/1">x</a> <a href="#fn-1">1</a></p><ol><li id="fn-1">n</li></ol>'

    first, second = paragraphs_of(html, topic_id=7, number=2, origin=ORIGIN)

    assert f'href="{ORIGIN}/forum/t/x/1"' in first.html
    assert 'href="#t7p2-fn-1"' in first.html
    assert 'id="t7p2-fn-1"' in second.html


def test_pictures_are_links_in_a_file() -> None:
    (one,) = paragraphs_of(
        '<p>See <img src="/forum/files/1/a.png" alt="Map"> here</p>', topic_id=7, number=2, origin=ORIGIN
    )

    assert "<img" not in one.html
    assert f'<a href="{ORIGIN}/forum/files/1/a.png">[Map]</a> here' in one.html


def test_json_has_everything(document: Make) -> None:
    record = json.loads(WRITERS["json"](document(post(1, RICH), post(2, "Answer", reply_to=1))))

    (topic,) = record["topics"]
    assert record["format"] == "corridor-export/1"
    assert [one["number"] for one in topic["posts"]] == [1, 2]
    assert topic["posts"][0]["markdown"] == RICH
    assert topic["posts"][1]["reply_to"] == 1
    assert topic["posts"][1]["paragraphs"] == [{"number": "2.1", "text": "Answer"}]


def test_markdown_numbers_the_same_blocks_as_the_pages(document: Make) -> None:
    made = document(post(1, RICH))
    text = WRITERS["md"](made).decode()

    anchors = [one.anchor for one in made.topics[0].posts[0].paragraphs]
    # The footnotes stand at the end of the page and somewhere in the text.
    assert [anchor for anchor in anchors if f'<a id="{anchor}"></a>' in text] == anchors[:-1]
    assert text.startswith("Taken from Corridor.")
    assert "## #1 Ana <Núñez>, Seed Bank & Sons, 23 Nov 2026, 12:30" in text


def test_a_mailbox_opens_with_its_threads(document: Make, tmp_path: Path) -> None:
    path = tmp_path / "topic.mbox"
    answers = [post(2, "Answer 2"), post(3, "From here\n\nFrom there", reply_to=2, language="fr")]
    path.write_bytes(WRITERS["mbox"](document(post(1, "Тема\n\nдня"), *answers, title="Seeds\nand more")))

    with closing(mailbox.mbox(path)) as box:
        messages: list[Any] = list(box)
    first, second, third = messages

    assert first["Subject"] == "Seeds and more"
    assert second["In-Reply-To"] == first["Message-ID"]
    assert third["References"].split() == [first["Message-ID"], second["Message-ID"]]
    assert "Тема" in first.get_payload(0).get_payload(decode=True).decode()
    assert "From there" in third.get_payload(0).get_payload(decode=True).decode()
    assert "@members.corridor.example.invalid" in first["From"]


def test_an_epub_is_one(document: Make) -> None:
    book = ZipFile(BytesIO(WRITERS["epub"](document(post(1, RICH), post(2, "مرحبا", language="ar")))))

    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert book.read("mimetype") == b"application/epub+zip"
    package = ET.fromstring(book.read("book/package.opf"))
    names = {item.get("href") for item in package.iter("{http://www.idpf.org/2007/opf}item")}
    assert {f"book/{name}" for name in names} <= set(book.namelist())
    for name in book.namelist():
        if name.endswith((".xhtml", ".opf", ".xml")):
            ET.fromstring(book.read(name))
    page = book.read("book/topic-7.xhtml").decode()
    assert 'lang="ar" xml:lang="ar" dir="rtl"' in page
    assert 'id="t7p2.1"' in page


def test_ids_in_a_book_are_its_own(document: Make) -> None:
    book = ZipFile(
        BytesIO(WRITERS["epub"](document(post(1, "a[^1]\n\n[^1]: n"), post(2, "a[^1]\n\n[^1]: n"))))
    )

    page = ET.fromstring(book.read("book/topic-7.xhtml"))
    ids = [element.get("id") for element in page.iter() if element.get("id")]

    assert len(ids) == len(set(ids))


def test_a_word_document_has_headings_lists_tables_and_links(document: Make) -> None:
    nested = "- one\n  - *within*\n- two `code`\n\n> quoted\n\n**bold** and ~~out~~"
    word: Any = docx.Document(
        BytesIO(WRITERS["docx"](document(post(1, RICH), post(2, nested), title="Seeds & banks")))
    )

    written = [(one.style.name, one.text) for one in word.paragraphs]
    assert ("Heading 1", "Seeds & banks") in written
    assert ("Normal", "1.1  A first paragraph with a link & a note.[1]") in written
    assert ("List Bullet", "☐ to do") in [(style, text.split("  ")[-1].strip()) for style, text in written]
    assert ("List Bullet 2", "within") in written
    assert ("Quote", "2.2  quoted") in written
    assert [[cell.text for cell in row.cells] for row in word.tables[0].rows] == [["a", "b"], ["1", "2"]]
    links = [one.target_ref for one in word.part.rels.values() if one.is_external]
    assert f"{ORIGIN}/forum/t/x/1/1" in links


def test_a_word_document_runs_from_the_right_in_arabic(document: Make) -> None:
    word: Any = docx.Document(
        BytesIO(WRITERS["docx"](document(post(1, "مرحبا", language="ar"), language="ar")))
    )

    (words,) = [one for one in word.paragraphs if "مرحبا" in one.text]

    assert words._p.xpath("w:pPr/w:bidi")
    assert words._p.xpath("w:r/w:rPr/w:rtl")


@pytest.mark.parametrize(
    ("language", "words", "font"),
    [("ar", "التنوع البيولوجي", "Arabic"), ("zh", "生物多样性", "CJK"), ("ru", "Разнообразие", "Noto")],
)
def test_a_pdf_has_all_scripts(document: Make, language: str, words: str, font: str) -> None:
    pdf: Any = PdfReader(
        BytesIO(WRITERS["pdf"](document(post(1, words, language=language), language=language)))
    )

    fonts = {
        str(one.get_object()["/BaseFont"])
        for page in pdf.pages
        for one in page["/Resources"]["/Font"].values()
    }
    assert any(font in name for name in fonts), fonts
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Seeds & banks"


def test_a_pdf_can_be_read_aloud_and_looked_up(document: Make) -> None:
    pdf: Any = PdfReader(BytesIO(WRITERS["pdf"](document(post(1, RICH)))))

    assert "/StructTreeRoot" in pdf.trailer["/Root"]
    assert "1.1" in pdf.pages[0].extract_text()
    assert [str(one.title) for one in pdf.outline if not isinstance(one, list)] == ["Seeds & banks"]


def test_nothing_is_fetched_for_a_pdf(document: Make) -> None:
    made = document(post(1, "x"))
    part = made.topics[0].posts[0]
    object.__setattr__(part.paragraphs[0], "html", '<p><img src="http://127.0.0.1:1/x.png"/>Words</p>')

    assert "Words" in PdfReader(BytesIO(WRITERS["pdf"](made))).pages[0].extract_text()


def test_a_forum_has_its_contents(document: Make) -> None:
    one, other = document(post(1, "x")), document(post(1, "y"), title="Second")
    topics = [one.topics[0], other.topics[0]]
    whole = Document(**{**one.__dict__, "title": "Knowledge", "topics": topics})

    text = PdfReader(BytesIO(WRITERS["pdf"](whole))).pages[0].extract_text()

    assert "Contents" in text
    assert "Second" in text
