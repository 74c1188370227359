"""Files of another forum: where their addresses lead, and what goes along."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from corridor.outbound import calling
from forum_service.imports import remote
from forum_service.imports.remote import Remote

KEY = "the key of the other forum"


class Host:
    """A host that answers each path with a redirect or with bytes."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.url = f"http://127.0.0.1:{server.server_port}"
        self.port = server.server_port
        self.leads: dict[str, str] = {}
        self.data = b"the file"
        self.keys: list[str | None] = []

    def answer(self, call: BaseHTTPRequestHandler) -> None:
        self.keys.append(call.headers.get("Api-Key"))
        to = self.leads.get(call.path)
        call.send_response(302 if to else 200)
        call.send_header("Location", to or "")
        call.end_headers()
        if not to:
            call.wfile.write(self.data)


@pytest.fixture
def host() -> Iterator[Callable[[], Host]]:
    """Set up a host."""
    servers: list[ThreadingHTTPServer] = []

    def host_() -> Host:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        found = Host(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return found

    yield host_
    for server in servers:
        server.shutdown()
        server.server_close()


def test_the_key_stays_with_the_forum_it_is_for(host) -> None:
    forum, store = host(), host()
    forum.leads = {"/uploads/a.png": f"{store.url}/b.png"}

    data = Remote(url=forum.url, key=KEY, user="x", private=True).file("/uploads/a.png")

    assert data == b"the file"
    assert (forum.keys, store.keys) == ([KEY], [None])


def test_a_redirect_leads_nowhere_into_our_own_network(host, monkeypatch) -> None:
    forum = host()
    forum.leads = {"/uploads/a.png": f"http://127.0.0.2:{forum.port}/inside"}
    monkeypatch.setattr(calling, "is_public", lambda address: address == "127.0.0.1")

    data = Remote(url=forum.url, key=KEY, user="x").file("/uploads/a.png")

    assert data is None
    assert forum.keys == [KEY]


def test_redirects_in_a_circle_end(host) -> None:
    forum = host()
    forum.leads = {"/uploads/a.png": "/uploads/a.png"}

    assert Remote(url=forum.url, private=True).file("/uploads/a.png") is None
    assert len(forum.keys) == remote.REDIRECTS + 1


def test_a_file_that_is_too_large_stays_there(host, monkeypatch) -> None:
    forum = host()
    forum.data = b"x" * 2000
    monkeypatch.setattr(remote, "LARGEST_FILE", 1000)

    assert Remote(url=forum.url, private=True).file("/uploads/a.png") is None
