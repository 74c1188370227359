"""Keeping files: what is taken, what is refused, what is kept once."""

import io
from dataclasses import replace
from uuid import UUID

import pytest
from PIL import Image

from corridor.testing import ALICE, BOB
from forum_service.uploads.actions import clear_remains, delete_upload, store_file
from forum_service.uploads.models import Upload
from forum_service.uploads.rules import Refused, size_in_words, tidy_name
from forum_service.uploads.storage import FileStore
from tests.forum_service.uploads.samples import archive, document, pdf, picture


def keep(session, name: str, data: bytes, owner: UUID = ALICE.account_id) -> Upload:
    return store_file(session, owner_id=owner, filename=name, stream=io.BytesIO(data))


def bytes_of(session, upload: Upload, box: int | None = None) -> bytes:
    path = FileStore.of(session).find(upload.sha256, box=box)
    assert path is not None
    return path.read_bytes()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_is_written_anew_with_thumbnails(session, kind) -> None:
    upload = keep(session, f"Field photo.{kind.lower()}", picture(kind))

    assert (upload.width, upload.height) == (1200, 900)
    assert upload.thumbs["320"] | {"type": ""} == {"width": 320, "height": 240, "type": ""}
    with Image.open(io.BytesIO(bytes_of(session, upload, box=800))) as small:
        assert small.size == (800, 600)


def test_a_photo_keeps_neither_place_nor_camera_and_stands_upright(session) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Alice"
    exif[0x0112] = 6
    upload = keep(session, "site.jpg", picture("JPEG", (600, 400), exif=exif, comment=b"secret"))

    data = bytes_of(session, upload)
    assert (upload.width, upload.height) == (400, 600)
    assert b"Alice" not in data
    assert b"secret" not in data


def test_a_picture_with_a_page_behind_it_loses_the_page(session) -> None:
    upload = keep(session, "both.gif", picture("GIF", (40, 40)) + b"<script>alert(1)</script>")

    assert b"<script" not in bytes_of(session, upload)


def test_a_moving_picture_still_moves(session) -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=200)
    upload = keep(session, "growth.gif", out.getvalue())

    with Image.open(io.BytesIO(bytes_of(session, upload))) as kept:
        assert kept.n_frames == 3


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("note.txt", "Ünïcode, 12 °C".encode(), "text/plain"),
        ("plots.csv", b"plot,species\n1,Avicennia", "text/csv"),
        ("report.pdf", pdf(), "application/pdf"),
        ("map.geojson", b'{"type": "Point"}', "application/geo+json"),
        ("shapes.zip", archive(("a/plots.shp", b"123")), "application/zip"),
        ("draft.DOCX", document(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            "sheet.ods",
            archive(
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<a/>")
            ),
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
    ],
)
def test_a_document_is_known_by_its_content(session, name, data, media_type) -> None:
    upload = keep(session, name, data)

    assert upload.media_type == media_type
    assert bytes_of(session, upload) == data


def huge_picture() -> bytes:
    return picture("PNG", (9000, 9000))


REFUSED = {
    "empty": ("a.txt", lambda: b""),
    "a page": ("page.html", lambda: b"<!doctype html><script>x</script>"),
    "a page called text": ("page.txt", lambda: b"\n <HTML><body>"),
    "a page called picture": ("page.png", lambda: b"<html>"),
    "a drawing": ("logo.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "a program": ("setup.exe", lambda: b"MZ\x90\x00\x03\x00"),
    "an old document": ("letter.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)),
    "a PDF that is none": ("report.pdf", lambda: b"just words"),
    "half a PDF": ("report.pdf", lambda: pdf()[:200]),
    "a picture cut off": ("photo.png", lambda: picture()[:300]),
    "too many pixels": ("huge.png", huge_picture),
    "a damaged archive": ("a.zip", lambda: b"PK\x03\x04" + bytes(50)),
    "a bomb": ("bomb.zip", lambda: archive(("zeros.txt", bytes(30_000_000)))),
    "archives within": ("a.zip", lambda: archive(("inner.zip", b"x"))),
    "a way out": ("a.zip", lambda: archive(("../../etc/passwd", b"x"))),
    "a program within": ("a.zip", lambda: archive(("run.EXE", b"x"))),
    "macros": ("a.docx", lambda: archive(("[Content_Types].xml", b"x"), ("word/vbaProject.bin", b"x"))),
    "another name": ("a.xlsx", document),
}


@pytest.mark.parametrize(("name", "make"), REFUSED.values(), ids=REFUSED)
def test_what_is_dangerous_or_broken_is_refused_at_the_field(session, name, make) -> None:
    with pytest.raises(Refused) as refusal:
        keep(session, name, make())

    assert str(refusal.value.errors["file"][0])


def test_too_large_and_too_many_are_refused(session, monkeypatch) -> None:
    settings = session.get_bind().get_execution_options()["corridor_settings"]
    small = replace(settings, upload_size=1, upload_quota=1)
    monkeypatch.setattr("forum_service.uploads.actions.settings_of", lambda _session: small)

    with pytest.raises(Refused, match="at most"):
        keep(session, "long.txt", b"x" * 1_000_001)
    keep(session, "first.txt", b"x" * 600_000)
    with pytest.raises(Refused, match="no room"):
        keep(session, "second.txt", b"y" * 600_000)


def test_equal_files_lie_in_the_store_once(session) -> None:
    mine, again = keep(session, "a.txt", b"same"), keep(session, "a.txt", b"same")
    hers = keep(session, "b.txt", b"same", owner=BOB.account_id)

    assert mine.id == again.id != hers.id
    assert mine.sha256 == hers.sha256


def test_the_bytes_go_with_the_last_upload_of_them(session) -> None:
    mine, hers = keep(session, "a.txt", b"shared"), keep(session, "a.txt", b"shared", owner=BOB.account_id)
    store = FileStore.of(session)

    delete_upload(session, mine.id)
    clear_remains(session)
    assert store.find(hers.sha256)
    delete_upload(session, hers.id)
    clear_remains(session)
    assert store.find(hers.sha256) is None


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("..\\..\\etc/passwd.txt", "passwd.txt"),
        ("r\u202egpj.exe\x00.png", "rgpj.exe.png"),
        ("   ", "file"),
        ("...", "file"),
        ("a" * 300 + ".PDF", "a" * 116 + ".pdf"),
        ("خطة العمل.docx", "خطة العمل.docx"),
    ],
)
def test_names_lose_what_misleads(typed, tidy) -> None:
    assert tidy_name(typed) == tidy


def test_sizes_are_said_as_people_read_them() -> None:
    sizes = [0, 999, 1000, 45_300, 999_900, 1_200_000, 25_000_000, 3e9]

    assert [size_in_words(int(size)) for size in sizes] == [
        *("0 B", "999 B", "1.0 kB", "45 kB"),
        *("1.0 MB", "1.2 MB", "25 MB", "3.0 GB"),
    ]
