"""What the worker does with files: the scanner's verdict, and what nobody needs."""

import io
import os
import socket
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from corridor import clock
from corridor.events.forum import MemberTold
from corridor.messaging.tables import outbox
from corridor.testing import ALICE, settings_for
from forum_service.service import SERVICE
from forum_service.uploads.actions import attach, clear_remains, store_file
from forum_service.uploads.keeping import check_files, clear_files
from forum_service.uploads.models import State, Upload
from forum_service.uploads.scanning import scan
from forum_service.uploads.storage import FileStore


@pytest.fixture
def sessions(service_sessions):
    return service_sessions(SERVICE)


@pytest.fixture
def held(sessions) -> Upload:
    """A file of Alice's that waits for the scanner."""
    return keep(sessions, State.CHECKING)


def keep(sessions, state: str = State.READY, name: str = "a.txt", data: bytes = b"words") -> Upload:
    with sessions.begin() as session:
        upload = store_file(session, owner_id=ALICE.account_id, filename=name, stream=io.BytesIO(data))
        session.execute(update(Upload).where(Upload.id == upload.id).values(state=state))
        return upload


def scanner(folder: Path, script: str) -> str:
    path = folder / "scanner"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def state_of(sessions, upload: Upload) -> str:
    with sessions() as session:
        return session.scalars(select(Upload.state).where(Upload.id == upload.id)).one()


def test_a_file_is_held_until_the_scanner_has_seen_it(sessions, alice, held, tmp_path) -> None:
    path = f"/forum/files/{held.id}/a.txt"
    assert alice.get(path).status_code == 409

    assert check_files(sessions, settings_for(SERVICE, scan_command=scanner(tmp_path, "exit 0")))
    assert alice.get(path, buffered=True).status_code == 200


def test_what_the_scanner_refuses_is_gone_and_told(sessions, alice, held, tmp_path) -> None:
    command = scanner(tmp_path, 'echo "$1: Eicar-Signature FOUND"; exit 1')
    assert check_files(sessions, settings_for(SERVICE, scan_command=command))

    assert alice.get(f"/forum/files/{held.id}/a.txt").status_code == 404
    assert "Eicar-Signature" in alice.get(f"/forum/files/{held.id}").get_data(as_text=True)
    with sessions.begin() as session:
        (told,) = session.execute(select(outbox.c.type, outbox.c.body)).all()
        assert told.type == MemberTold.type
        assert "moderation_file_refused" in told.body
        clear_remains(session)
        assert FileStore.of(session).find(held.sha256) is None


def test_a_scanner_that_does_not_answer_is_asked_again(sessions, held, tmp_path) -> None:
    assert not check_files(sessions, settings_for(SERVICE, scan_command=scanner(tmp_path, "exit 2")))
    assert not check_files(sessions, settings_for(SERVICE, clamd="/nowhere/clamd.sock"))
    assert state_of(sessions, held) == State.CHECKING


def test_without_a_scanner_nothing_is_held(sessions, held) -> None:
    check_files(sessions, settings_for(SERVICE))

    assert state_of(sessions, held) == State.READY


def clamd(folder: Path, answer: bytes) -> str:
    """A clamd that takes one stream and says `answer`."""
    path = str(folder / "clamd.sock")
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(path)
    server.listen()

    def serve() -> None:
        with server, server.accept()[0] as line:
            taken = b""
            while not taken.endswith(b"\0\0\0\0"):
                taken += line.recv(4096)
            assert taken == b"zINSTREAM\0\0\0\0\x05words\0\0\0\0"
            line.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return path


@pytest.mark.parametrize(
    ("answer", "clean", "found"),
    [(b"stream: OK\0", True, ""), (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", False, "Win.Test.EICAR_HDB-1")],
)
def test_clamd_is_asked_on_its_socket(tmp_path, answer, clean, found) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"words")
    verdict = scan(file, settings_for(SERVICE, clamd=clamd(tmp_path, answer)))

    assert verdict is not None
    assert (verdict.clean, verdict.found) == (clean, found)


def test_what_nothing_refers_to_goes_after_a_week(sessions, alice) -> None:
    used, drafted, loose = (keep(sessions, name=f"{name}.txt", data=name.encode()) for name in "abc")
    with sessions.begin() as session:
        attach(session, [used.id], kind="meeting", ref_id=1, by=ALICE.account_id)
        session.execute(text("UPDATE uploads SET loose_since = loose_since - interval '8 days'"))
    alice.post("/forum/drafts", data={"_draft_key": "new", "raw": f"[b](/forum/files/{drafted.id}/b.txt)"})

    clear_files(sessions, settings_for(SERVICE))

    with sessions() as session:
        assert {upload.id for upload in session.scalars(select(Upload))} == {used.id, drafted.id}
        assert FileStore.of(session).find(loose.sha256) is None


def test_a_file_sent_again_is_kept_another_week(sessions) -> None:
    first = keep(sessions)
    with sessions.begin() as session:
        session.execute(text("UPDATE uploads SET loose_since = loose_since - interval '8 days'"))

    assert keep(sessions).id == first.id
    clear_files(sessions, settings_for(SERVICE))

    with sessions() as session:
        assert session.scalars(select(Upload.id)).all() == [first.id]


def test_a_file_not_yet_a_week_old_stays(sessions) -> None:
    keep(sessions)
    settings = replace(settings_for(SERVICE), upload_keep_days=1)
    clear_files(sessions, settings)

    with sessions() as session:
        upload = session.scalars(select(Upload)).one()
        assert upload.loose_since is not None
        assert clock.now() - upload.loose_since < timedelta(minutes=1)


def test_what_a_killed_process_left_behind_is_swept_away(sessions) -> None:
    with sessions() as session:
        store = FileStore.of(session)
    left, fresh = store.root / "coming" / "left", store.root / "coming" / "fresh"
    for path in (left, fresh):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    os.utime(left, (0, 0))

    clear_files(sessions, settings_for(SERVICE))

    assert [left.exists(), fresh.exists()] == [False, True]
    fresh.unlink()
