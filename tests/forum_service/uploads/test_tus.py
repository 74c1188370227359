"""Uploads in pieces, by the client that others use: tuspy."""

import base64
import hashlib
import io
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests
from sqlalchemy import select
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed
from werkzeug.exceptions import Locked
from werkzeug.serving import make_server

from corridor import clock
from corridor.testing import ALICE, app_for
from forum_service.service import SERVICE
from forum_service.uploads import tus
from forum_service.uploads.models import Upload, UploadPart
from forum_service.uploads.parts import begin_part, forget_parts
from forum_service.uploads.storage import FileStore
from tests.forum_service.uploads.samples import pdf

TUS = "/forum/uploads/tus"
DATA = pdf("Peatlands") + b"\n%" + b"." * 200_000 + b"\nstartxref\n9\n%%EOF"
VERSION = {"Tus-Resumable": "1.0.0"}
PIECE = VERSION | {"Content-Type": "application/offset+octet-stream"}


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """The forum behind a real socket."""
    server = make_server("127.0.0.1", 0, app_for(SERVICE), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def headers_of(browser) -> dict[str, str]:
    token = browser.get_cookie("corridor_at")
    return {"Cookie": f"corridor_at={token.value}", "X-CSRF-Token": browser.csrf_token()}


@pytest.fixture
def uploader(origin, alice):
    """The client's uploader of a PDF, in pieces of 64 kB."""
    client = TusClient(origin + TUS, headers=headers_of(alice))

    def make(data: bytes = DATA, name: str = "Peatlands.pdf", **options):
        stream = io.BytesIO(data)
        options = {"chunk_size": 65536, "metadata": {"filename": name}} | options
        return client.uploader(file_stream=stream, **options)

    return make


def create(browser, length: int = 10, name: str = "a.txt", **headers: str) -> str:
    name = base64.b64encode(name.encode()).decode()
    headers = VERSION | {"Upload-Length": str(length), "Upload-Metadata": f"filename {name}"} | headers
    answer = browser.post(TUS, headers=headers)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return answer.headers["Location"]


def patch(browser, path: str, offset: int, data: bytes, **headers: str):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.patch(path, data=data, headers=PIECE | {"Upload-Offset": str(offset)} | named)


def test_the_client_sends_a_file_in_pieces(uploader, alice, session) -> None:
    sending = uploader()
    sending.upload()

    upload = session.scalars(select(Upload)).one()
    assert (upload.name, upload.size) == ("Peatlands.pdf", len(DATA))
    assert upload.sha256 == hashlib.sha256(DATA).hexdigest()
    told = alice.get(sending.url[sending.url.index(TUS) :]).get_json()
    assert told["file"]["markdown"] == f"[Peatlands.pdf](/forum/files/{upload.id}/Peatlands.pdf)"


def test_what_was_broken_off_goes_on_where_it_broke(uploader, session) -> None:
    first = uploader()
    first.upload(stop_at=65536 * 2)

    second = uploader(url=first.url)
    assert second.offset == 65536 * 2
    second.upload()
    assert session.scalars(select(Upload)).one().size == len(DATA)


def test_each_piece_may_be_checked(uploader, session) -> None:
    uploader(upload_checksum=True).upload()

    assert session.scalars(select(Upload)).one().size == len(DATA)


def test_the_client_is_told_what_is_not_taken(uploader) -> None:
    with pytest.raises(TusCommunicationError, match="422"):
        uploader(b"MZ", name="setup.exe").upload()
    with pytest.raises(TusUploadFailed):
        uploader(b"<html>", name="page.txt").upload()


def test_nothing_is_left_of_a_file_that_is_not_taken(alice, session) -> None:
    path = create(alice, 6, "page.txt")

    assert patch(alice, path, 0, b"<html>").status_code == 422
    assert alice.head(path, headers=VERSION).status_code == 404
    assert session.scalars(select(UploadPart)).all() == []


def test_the_server_says_what_it_can(alice, client) -> None:
    answer = client.options(TUS)

    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,expiration,checksum,termination"
    assert answer.headers["Tus-Max-Size"] == "25000000"


def test_how_much_has_come_is_never_cached(alice) -> None:
    path = create(alice)
    patch(alice, path, 0, b"1234")
    answer = alice.head(path, headers=VERSION)

    assert (answer.headers["Upload-Offset"], answer.headers["Upload-Length"]) == ("4", "10")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Upload-Expires" in answer.headers


@pytest.mark.parametrize(
    ("offset", "data", "headers", "status"),
    [
        (3, b"5678", {}, 409),
        (4, b"5678901", {}, 422),
        (4, b"56", {"Content_Type": "text/plain"}, 415),
        (4, b"56", {"Upload_Checksum": "sha1 AAAA"}, 460),
        (4, b"56", {"Upload_Checksum": "crc32 AAAA"}, 422),
        (4, b"56", {"Upload_Checksum": "sha1 *"}, 422),
        (4, b"56", {"Tus_Resumable": "0.2.2"}, 412),
        (4, b"56", {"Upload_Offset": "-1"}, 422),
        (4, b"56", {"Upload_Offset": "9" * 40}, 422),
    ],
)
def test_a_piece_that_does_not_fit_changes_nothing(alice, offset, data, headers, status) -> None:
    path = create(alice)
    patch(alice, path, 0, b"1234")

    assert patch(alice, path, offset, data, **headers).status_code == status
    assert alice.head(path, headers=VERSION).headers["Upload-Offset"] == "4"


def test_two_writers_of_one_file_are_kept_apart(alice, session) -> None:
    path = create(alice)
    part = session.scalars(select(UploadPart)).one()
    with FileStore.of(session).part(part.id):
        assert patch(alice, path, 0, b"1234").status_code == 423


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "0"}, 422),
        ({"Upload-Length": "x"}, 422),
        ({"Upload-Length": "26000000"}, 413),
        ({"Tus-Resumable": "2.0.0"}, 412),
    ],
)
def test_what_cannot_come_is_refused_at_once(alice, headers, status) -> None:
    assert alice.post(TUS, headers=VERSION | {"Upload-Length": "9"} | headers).status_code == status


def test_what_is_said_of_the_file_in_no_known_letters_is_left_out(alice) -> None:
    headers = VERSION | {"Upload-Length": "9", "Upload-Metadata": "filename caf\u00e9"}

    assert alice.post(TUS, headers=headers).status_code == 201


def test_who_gives_up_leaves_nothing(alice, session) -> None:
    path = create(alice)
    patch(alice, path, 0, b"1234")

    assert alice.delete(path, headers=VERSION).status_code == 204
    assert alice.head(path, headers=VERSION).status_code == 404


def test_the_upload_of_somebody_else_is_not_there(alice, bob, client) -> None:
    path = create(alice)

    assert bob.head(path, headers=VERSION).status_code == 404
    assert patch(bob, path, 0, b"1").status_code == 404
    assert bob.delete(path, headers=VERSION).status_code == 404
    assert client.head(path, headers=VERSION).status_code == 401


def test_what_is_never_ended_is_forgotten_after_a_day(alice, session) -> None:
    path = create(alice)
    patch(alice, path, 0, b"1234")
    later = clock.now() + timedelta(hours=25)

    with session.begin():
        assert forget_parts(session, now=later) == 1
    assert alice.head(path, headers=VERSION).status_code == 404


def test_twenty_files_under_way_are_enough(session) -> None:
    def begin() -> None:
        begin_part(session, ALICE.account_id, name="a.txt", length=5, now=clock.now())

    for _number in range(20):
        begin()
    with pytest.raises(Exception, match="under way"):
        begin()


def test_a_line_that_breaks_in_the_middle_keeps_what_came(origin, alice) -> None:
    """The client announces ten bytes, sends four, and is gone."""
    import socket

    path = create(alice)
    host, port = origin.removeprefix("http://").split(":")
    head = PIECE | headers_of(alice) | {"Upload-Offset": "0", "Content-Length": "10", "Host": host}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    with socket.create_connection((host, int(port))) as line:
        line.sendall(f"PATCH {path} HTTP/1.1\r\n{lines}\r\n".encode() + b"1234")
        line.shutdown(socket.SHUT_WR)
        line.recv(1000)

    told = requests.head(origin + path, headers=VERSION | headers_of(alice), timeout=5)
    assert told.headers["Upload-Offset"] == "4"


def test_the_last_piece_may_be_finished_by_another_request(
    alice, session, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = create(alice, 4)
    receive = tus._receive

    def overtaken(part, *rest):
        come = receive(part, *rest)
        tus._finish(part)
        return come

    monkeypatch.setattr(tus, "_receive", overtaken)
    assert patch(alice, path, 0, b"Peat").status_code == 204
    monkeypatch.undo()

    assert alice.get(path, headers=VERSION).get_json()["file"]["name"] == "a.txt"
    assert len(session.scalars(select(Upload)).all()) == 1


def test_an_empty_piece_asks_for_what_is_not_made_yet(alice, monkeypatch: pytest.MonkeyPatch) -> None:
    path = create(alice, 4)

    def broken(_part):
        raise Locked

    monkeypatch.setattr(tus, "_finish", broken)
    assert patch(alice, path, 0, b"Peat").status_code == 423
    monkeypatch.undo()
    assert alice.get(path, headers=VERSION).get_json()["file"] is None

    assert patch(alice, path, 4, b"").status_code == 204

    assert alice.get(path, headers=VERSION).get_json()["file"]["name"] == "a.txt"
