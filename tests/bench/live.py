"""`python -m tests.bench.live`: thousands of open pages in one process, what they weigh, how soon they hear.

The numbers to hold: 2,000 idle pages in under 200 MB, and an event that reaches all of them within 2 s.
"""

import argparse
import json
import os
import resource
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
from joserfc.jwk import OKPKey

from account_service.keys import make_keys
from corridor import clock
from corridor.auth.cookies import cookie_names
from corridor.auth.tokens import Claims, mint
from corridor.db.embedded import PrivatePostgres, free_port
from corridor.db.migrate import migrate
from notify_service.live.rules import State
from notify_service.live.telling import CHANNEL, _written
from notify_service.service import SERVICE

BASE_URL = "http://127.0.0.1:8080"
MOST_MEGABYTES = 200
MOST_SECONDS = 2.0


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was measured."""

    pages: int
    connected_in: float
    megabytes_empty: float
    megabytes_full: float
    # From the commit until each page of them had it, and until half of them had.
    all_heard_in: float
    half_heard_in: float

    @property
    def holds(self) -> bool:
        return self.megabytes_full < MOST_MEGABYTES and self.all_heard_in < MOST_SECONDS

    def __str__(self) -> str:
        each = (self.megabytes_full - self.megabytes_empty) * 1024 / self.pages
        weight = (
            f"{self.megabytes_full:.0f} MB ({self.megabytes_empty:.0f} MB without any, {each:.0f} kB each)"
        )
        news = f"half of them after {self.half_heard_in:.2f} s, all after {self.all_heard_in:.2f} s"
        return (
            f"{self.pages} open pages, connected in {self.connected_in:.1f} s: {weight}; "
            f"an event for each reached {news}"
        )


def measure(pages: int) -> Found:
    """Start a database and the process, open the pages, let something happen to everybody."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with tempfile.TemporaryDirectory(prefix="corridor-live-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with PrivatePostgres(folder / "postgres") as server:
            server.create_database("notify")
            url = server.url("notify")
            migrate(SERVICE, url)
            accounts = [uuid4() for _ in range(pages)]
            _fill(url, accounts)
            make_keys(folder / "signing.json", folder / "jwks.json")
            return _measure(url, folder, accounts)


def _fill(url: str, accounts: Sequence[UUID]) -> None:
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        rows = [(account,) for account in accounts]
        cursor.executemany("INSERT INTO counters (account_id, unread, sequence) VALUES (%s, 1, 1)", rows)


def _measure(url: str, folder: Path, accounts: Sequence[UUID]) -> Found:
    cookies = {account: _cookie(folder, account) for account in accounts}
    with _process(url, folder) as (port, pid):
        empty = _megabytes(pid)
        began = time.monotonic()
        open_pages = [_open(port, cookie) for cookie in cookies.values()]
        _await_words(open_pages, b'"unread": 1')
        connected = time.monotonic() - began
        full = _megabytes(pid)
        heard = _happen(url, accounts, open_pages)
        full = max(full, _megabytes(pid))
        for page in open_pages:
            page.close()
    return Found(
        pages=len(accounts),
        connected_in=connected,
        megabytes_empty=empty,
        megabytes_full=full,
        all_heard_in=heard[-1],
        half_heard_in=heard[len(heard) // 2],
    )


@contextmanager
def _process(url: str, folder: Path) -> Iterator[tuple[int, int]]:
    port = free_port()
    environ = {
        **os.environ,
        "DATABASE_URL_NOTIFY": url,
        "CORRIDOR_BASE_URL": BASE_URL,
        "CORRIDOR_JWKS": str(folder / "jwks.json"),
        "CORRIDOR_VAR": str(folder),
    }
    command = [sys.executable, "-m", "notify_service", "live", "--bind", f"127.0.0.1:{port}"]
    with (folder / "live.log").open("wb") as log:
        process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
    try:
        _await_port(port)
        # The first request loads what is loaded once.
        first = _open(port, _cookie(folder, uuid4()))
        _await_words([first], b'"unread": 0')
        first.close()
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _await_port(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the process of live news did not start")


def _cookie(folder: Path, account: UUID) -> str:
    """What somebody's browser has."""
    key = OKPKey.import_key(json.loads((folder / "signing.json").read_text()))
    roles = frozenset({"expert"})
    claims = Claims(account_id=account, session_id=account.hex, issued_at=clock.now(), roles=roles, version=1)
    return f"{cookie_names(BASE_URL).token}={mint(key, claims, base_url=BASE_URL)}"


def _open(port: int, cookie: str) -> socket.socket:
    page = socket.create_connection(("127.0.0.1", port), timeout=60)
    page.sendall(f"GET /notify/live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
    return page


def _happen(url: str, accounts: Sequence[UUID], pages: Sequence[socket.socket]) -> list[float]:
    """One commit that concerns everybody; the seconds after which each page had heard of it, in order."""
    with psycopg.connect(url) as connection:
        for start in range(0, len(accounts), 100):
            told = _written([(account, State(2, 2)) for account in accounts[start : start + 100]])
            connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, told])
        connection.commit()
        return _await_words(pages, b'"unread": 2')


def _await_words(pages: Sequence[socket.socket], words: bytes) -> list[float]:
    began, seen = time.monotonic(), dict.fromkeys(pages, b"")
    found: list[float] = []
    with selectors.DefaultSelector() as selector:
        for page in pages:
            page.setblocking(False)
            selector.register(page, selectors.EVENT_READ)
        while len(found) < len(pages):
            for key, _ in selector.select(60):
                one = key.fileobj
                assert isinstance(one, socket.socket)
                part = one.recv(65536)
                if not part:
                    raise ConnectionError(f"a page was let go: {seen[one]!r}")
                seen[one] += part
                if words in seen[one]:
                    found.append(time.monotonic() - began)
                    selector.unregister(one)
    return found


def _megabytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError("the process of live news ended")


def main() -> int:
    """Measure and print; 0 when the numbers to hold are held."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.live", description=__doc__)
    parser.add_argument("--pages", type=int, default=2_000, help="how many pages are open")
    found = measure(parser.parse_args().pages)
    print(found)
    return 0 if found.holds else 1


if __name__ == "__main__":
    sys.exit(main())
