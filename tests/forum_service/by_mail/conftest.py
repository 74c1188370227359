"""Mails of the tests: handed over as notify_service does, with files served as it serves them."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.demo import Person
from corridor.events.notify import MailReceived
from corridor.ids import uuid7
from corridor.messaging.event import Meta
from corridor.messaging.tables import outbox
from corridor.testing import BOB, DATABASES, settings_for
from forum_service.by_mail.running import do_next_mail
from forum_service.consumers import HANDLERS
from forum_service.service import SERVICE

Send = Callable[..., str]
Work = Callable[[], None]
Taken = Callable[[], list[dict[str, Any]]]


class Desk:
    """The files of notify_service; only who shows the secret gets them."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.url = f"http://127.0.0.1:{server.server_port}"
        self.files: dict[str, bytes] = {}
        self.broken = False
        self.asked = 0

    def serve(self, call: BaseHTTPRequestHandler) -> None:
        self.asked += 1
        known = call.headers["Authorization"] == "Bearer internal secret of the tests"
        data = self.files.get(call.path) if known else None
        call.send_response(503 if self.broken else 404 if data is None else 200)
        call.send_header("Content-Length", str(len(data or b"")))
        call.end_headers()
        call.wfile.write(data or b"")

    def keep(self, name: str, data: bytes, **more: str) -> dict[str, Any]:
        """A file that came with a mail, as the event names it."""
        path = f"/notify/internal/incoming/1/files/{len(self.files)}"
        self.files[path] = data
        url = f"http://corridor.example{path}"
        return {"name": name, "media_type": "text/plain", "size": len(data), "url": url, **more}


@pytest.fixture
def desk() -> Iterator[Desk]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.serve(self)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Desk(server)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    yield found
    server.shutdown()
    running.join()
    server.server_close()


@pytest.fixture
def send(session: Session) -> Send:
    """Somebody (Bob) mails; the id of the mail."""

    def send_(act: str = "reply", who: Person = BOB, **facts: Any) -> str:
        facts.setdefault("incoming_id", str(uuid7()))
        received = {"received_at": "2026-11-02T11:58:00+00:00", **facts}
        event = MailReceived(account_id=str(who.account_id), act=act, **received)
        meta = Meta(id=uuid7(), time=datetime.now(UTC), source="notify", subject=event.subject)
        HANDLERS[MailReceived](session, event, meta)
        session.commit()
        return event.incoming_id

    return send_


@pytest.fixture
def work(desk: Desk) -> Work:
    """What the worker does with the mails that are due."""

    def work_() -> None:
        settings = settings_for(SERVICE, notify_url=desk.url)
        while do_next_mail(DATABASES.sessions(SERVICE), settings):
            pass

    return work_


@pytest.fixture
def taken(session: Session) -> Taken:
    """What notify_service was told of its mails, in order."""

    def taken_() -> list[dict[str, Any]]:
        session.rollback()
        query = select(outbox.c.body).where(outbox.c.type == "forum.mail_taken.v1")
        told = [json.loads(body)["data"] for body in session.scalars(query.order_by(outbox.c.position))]
        assert all(UUID(one["incoming_id"]) for one in told)
        return told

    return taken_
