"""The words in documents: read by the worker, shown on the page, found by who may read them."""

import io

import pytest
from sqlalchemy import select

from corridor.auth.viewer import Viewer
from corridor.testing import ALICE, BOB, settings_for
from forum_service.search.rules import read_question
from forum_service.service import SERVICE
from forum_service.uploads.actions import store_file
from forum_service.uploads.models import TextState, Upload, UploadText
from forum_service.uploads.search import search_attachments
from forum_service.uploads.texts import read_next_text
from tests.forum_service.uploads.samples import archive, document, pdf


def docx_with_table() -> bytes:
    import docx

    made = docx.Document()
    made.add_heading("Restoration plan")
    made.add_table(rows=1, cols=2).rows[0].cells[1].text = "Avicennia marina"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Plots"
    book.active.append(["Avicennia marina", 12, None, "Lamu"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pptx() -> bytes:
    import pptx

    shown = pptx.Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[5])
    slide.shapes.title.text = "Avicennia marina"
    slide.notes_slide.notes_text_frame.text = "Say that it grows."
    out = io.BytesIO()
    shown.save(out)
    return out.getvalue()


def open_document(kind: str, body: str) -> bytes:
    office, words = (
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    )
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    content = (
        f'<o:document-content xmlns:o="{office}" xmlns:text="{words}" xmlns:table="{table}">'
        f"<o:body>{body}</o:body></o:document-content>"
    )
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return archive(("mimetype", mimetype.encode()), ("content.xml", content.encode()))


DOCUMENTS = {
    "report.pdf": (lambda: pdf("Avicennia marina"), "1"),
    "plan.docx": (docx_with_table, ""),
    "plots.xlsx": (xlsx, "Plots"),
    "talk.pptx": (pptx, "1"),
    "letter.odt": (
        lambda: open_document("text", "<o:text><text:p>Avicennia marina</text:p></o:text>"),
        "",
    ),
    "sheet.ods": (
        lambda: open_document(
            "spreadsheet",
            '<o:spreadsheet><table:table table:name="Plots"><table:table-row><table:table-cell>'
            "<text:p>Avicennia marina</text:p></table:table-cell></table:table-row></table:table>"
            "</o:spreadsheet>",
        ),
        "Plots",
    ),
    "list.csv": (lambda: "plot,species\n1,Avicennia marina".encode("utf-16"), ""),
}


@pytest.fixture
def read(service_sessions):
    """Store a file of Alice's and let the worker read what waits."""

    def read_(name: str, data: bytes) -> Upload:
        sessions = service_sessions(SERVICE)
        with sessions.begin() as session:
            upload = store_file(session, owner_id=ALICE.account_id, filename=name, stream=io.BytesIO(data))
        while read_next_text(sessions, settings_for(SERVICE)):
            pass
        with sessions() as session:
            found = session.get(Upload, upload.id)
            assert found is not None
            return found

    return read_


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_type_is_read(read, session, name) -> None:
    make, title = DOCUMENTS[name]
    upload = read(name, make())

    assert upload.text_state == TextState.DONE
    pages = session.scalars(select(UploadText.pages)).one()
    assert pages[0]["title"] == title
    assert "Avicennia" in pages[0]["text"]
    assert "marina" in pages[0]["text"]


def test_what_cannot_be_read_says_so_on_its_page(read, alice) -> None:
    broken = archive(
        ("[Content_Types].xml", b"wordprocessingml.document.main+xml"), ("word/document.xml", b"<")
    )
    upload = read("broken.docx", broken)

    assert upload.text_state == TextState.FAILED
    assert "could not be read" in alice.get(f"/forum/files/{upload.id}").get_data(as_text=True)


def test_the_page_shows_the_text_escaped(read, alice) -> None:
    upload = read("note.txt", b"Five < six & <b>bold</b>")
    page = alice.get(f"/forum/files/{upload.id}").get_data(as_text=True)

    assert "Five &lt; six &amp; &lt;b&gt;bold&lt;/b&gt;" in page


def viewer_of(person) -> Viewer:
    return Viewer(id=person.account_id, roles=frozenset(person.roles))


def found(session, words: str, person) -> list[str]:
    question = read_question(words)
    assert question is not None
    return [hit.name for hit in search_attachments(session, question, viewer=viewer_of(person))]


def test_attachments_are_found_in_each_language_by_who_may_read_them(read, alice, session, know) -> None:
    know(ALICE, BOB)
    read("Mangroves.docx", document("Restoring the mangroves of the coast"))
    read("Гнездование.docx", document("Гнездование птиц на болотах"))
    read("计划.docx", document("红树林恢复计划的数据库"))
    read("plano.docx", document("Los humedales altoandinos y sus páramos"))

    assert found(session, "restore mangrove", ALICE) == ["Mangroves.docx"]
    assert found(session, "птица", ALICE) == ["Гнездование.docx"]
    assert found(session, "数据库", ALICE) == ["计划.docx"]
    assert found(session, "paramo -lagoon", ALICE) == ["plano.docx"]
    assert found(session, "mangrove", BOB) == []


def test_a_hit_shows_the_words_the_page_and_the_post(read, alice, session, open_topic) -> None:
    upload = read("plots.txt", ("nothing here\n" * 500 + "The peatland <plot> seven").encode())
    path = open_topic("Peat", raw=f"[plots](/forum/files/{upload.id}/plots.txt)")
    question = read_question("peatlands")
    assert question is not None

    (hit,) = search_attachments(session, question, viewer=viewer_of(BOB))
    assert "<mark>peatland</mark> &lt;plot&gt; seven" in hit.excerpt
    assert hit.place_title == "Peat"
    assert path == hit.place_url
    assert hit.note == "TXT · 6.5 kB"


def test_a_long_text_is_kept_in_part(read, session) -> None:
    upload = read("long.txt", b"word " * 100_000)

    assert upload.text_state == TextState.DONE
    assert session.scalars(select(UploadText.cut)).one()
