"""The process that holds open pages, as browsers and the worker meet it."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from corridor.auth.cookies import cookie_names
from corridor.db.embedded import free_port
from corridor.demo import Person
from corridor.testing import ALICE, BOB, settings_for
from corridor.testing.tokens import token_for
from notify_service.live.rules import MOST_EACH
from notify_service.service import SERVICE
from tests.notify_service.world import happen, members, reply

pytestmark = pytest.mark.integration


@dataclass(frozen=True)
class Live:
    """A running process."""

    port: int
    process: "subprocess.Popen[bytes]"

    def open(self, who: Person | None = None, *, last_seen: str = "", **headers: str) -> socket.socket:
        """Open a page; `headers` with their underscores as dashes."""
        lines = {"Host": f"127.0.0.1:{self.port}", "Accept": "text/event-stream"}
        if who is not None:
            lines["Cookie"] = f"{cookie_names(_base_url()).token}={_token(who)}"
        if last_seen:
            lines["Last-Event-ID"] = last_seen
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        asked = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        page = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        page.sendall(f"GET /notify/live HTTP/1.1\r\n{asked}\r\n".encode())
        return page


def _base_url() -> str:
    return str(settings_for(SERVICE).base_url)


def _token(who: Person) -> str:
    return token_for(who.account_id, roles=who.roles, version=1, base_url=_base_url())


def heard(page: socket.socket, until: str, *, seconds: float = 10) -> str:
    """What came, up to some words."""
    text, deadline = b"", time.monotonic() + seconds
    while until.encode() not in text:
        page.settimeout(max(0.01, deadline - time.monotonic()))
        part = page.recv(65536)
        assert part, f"ended: {text.decode()}"
        text += part
    return text.decode()


def counts(text: str) -> list[int]:
    """The counts a page was told."""
    return [json.loads(data)["unread"] for data in re.findall(r'data: (\{"unread.*\})', text)]


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Live]:
    """A process of live news on the database of the tests."""
    own, port = settings_for(SERVICE), free_port()
    environ = {
        **os.environ,
        "DATABASE_URL_NOTIFY": own.database_url,
        "CORRIDOR_BASE_URL": own.base_url,
        "CORRIDOR_SECRET_KEY": own.secret_key,
        "CORRIDOR_INTERNAL_SECRET": own.internal_secret,
        "CORRIDOR_JWKS": own.jwks,
        "CORRIDOR_VAR": str(folder),
        **settings,
    }
    command = [sys.executable, "-m", "notify_service", "live", "--bind", f"127.0.0.1:{port}"]
    with (folder / "live.log").open("wb") as log:
        process = subprocess.Popen(command, env=environ, stdout=log, stderr=log, cwd=folder)
    try:
        _await_start(process, port, folder)
        yield Live(port, process)
    finally:
        process.terminate()
        process.wait(20)


def _await_start(process: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        assert process.poll() is None, (folder / "live.log").read_text()
        assert time.monotonic() < deadline
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


@pytest.fixture(scope="module")
def live(tmp_path_factory) -> Iterator[Live]:
    with running(tmp_path_factory.mktemp("live")) as process:
        yield process


@pytest.fixture(autouse=True)
def known(session):
    """Who has an account."""
    members(session, ALICE, BOB)


def test_a_page_hears_at_once_of_what_comes(live, session):
    with closing(live.open(ALICE)) as page, closing(live.open(BOB)) as other:
        assert counts(heard(page, "}\n\n")) == [0]
        heard(other, "}\n\n")
        began = time.monotonic()

        happen(session, reply((ALICE, "mentioned")))

        assert counts(heard(page, "}\n\n")) == [1]
        assert time.monotonic() - began < 2
        other.settimeout(0.3)
        with pytest.raises(TimeoutError):
            other.recv(1)


def test_a_page_that_comes_back_is_told_what_it_missed_and_nothing_else(live, session):
    happen(session, reply((ALICE, "mentioned")))
    with closing(live.open(ALICE)) as page:
        told = heard(page, "}\n\n")
    number = re.findall(r"id: (\d+)", told)[0]

    with closing(live.open(ALICE, last_seen=number)) as page:
        heard(page, "retry: ")
        happen(session, reply((ALICE, "mentioned"), number=3))
        assert counts(heard(page, "}\n\n")) == [2]


def test_the_answer_is_a_stream_that_no_proxy_keeps_back(live):
    with closing(live.open(ALICE)) as page:
        head = heard(page, "retry: ").lower()

    assert "content-type: text/event-stream" in head
    assert "x-accel-buffering: no" in head
    assert "cache-control: no-store" in head
    assert "access-control-allow-origin" not in head


def test_only_pages_of_the_house_may_read_it(live):
    with closing(live.open(ALICE, Origin=_base_url())) as page:
        assert f"Access-Control-Allow-Origin: {_base_url()}\r\n" in heard(page, "retry: ")
    with closing(live.open(ALICE, Origin="http://evil.example")) as page:
        assert "Access-Control-Allow-Origin" not in heard(page, "retry: ")


def test_a_stranger_is_told_not_to_come_back(live):
    with closing(live.open()) as page:
        assert heard(page, "\r\n\r\n").startswith("HTTP/1.1 204")


def test_when_there_is_no_place_pages_are_told_to_ask_by_themselves(tmp_path):
    with running(tmp_path, CORRIDOR_LIVE_MOST="1") as process, closing(process.open(ALICE)) as page:
        heard(page, "}\n\n")

        with closing(process.open(BOB)) as late:
            answer = heard(late, "\r\n\r\n")

    assert answer.startswith("HTTP/1.1 503")
    assert "Retry-After: " in answer


def test_nobody_takes_the_places_of_all_others(tmp_path):
    with running(tmp_path) as process, ExitStack() as stack:
        pages = [stack.enter_context(closing(process.open(ALICE))) for _ in range(MOST_EACH)]
        for page in pages:
            heard(page, "}\n\n")

        one_more, other = (stack.enter_context(closing(process.open(who))) for who in (ALICE, BOB))

        assert heard(one_more, "\r\n\r\n").startswith("HTTP/1.1 503")
        assert heard(other, "}\n\n").startswith("HTTP/1.1 200")


def test_a_stopping_process_ends_its_pages(tmp_path, session):
    with running(tmp_path) as process, closing(process.open(ALICE)) as page:
        heard(page, "}\n\n")

        process.process.terminate()

        assert process.process.wait(10) == 0
        page.settimeout(5)
        rest = page.recv(65536)
        assert rest in (b"", b"0\r\n\r\n")


def test_a_lost_connection_to_the_database_loses_no_news(tmp_path, session):
    with running(tmp_path) as process, closing(process.open(ALICE)) as page:
        heard(page, "}\n\n")
        with psycopg.connect(settings_for(SERVICE).database_url, autocommit=True) as database:
            database.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query = 'LISTEN live' AND datname = current_database()"
            )

        happen(session, reply((ALICE, "mentioned")))

        assert counts(heard(page, "}\n\n")) == [1]
