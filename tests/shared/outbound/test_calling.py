"""One careful call, against a listener that answers as the test says."""

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from corridor.outbound.calling import Answer, Unreachable, call

Talk = Callable[[socket.socket], None]


@pytest.fixture
def ask() -> Iterator[Callable[..., Answer]]:
    """Call a listener that talks like this."""
    lines: list[socket.socket] = []

    def ask_(talk: Talk, *, most: int = 100, seconds: float = 5.0) -> Answer:
        listener = socket.create_server(("127.0.0.1", 0))
        lines.append(listener)
        threading.Thread(target=_answer, args=(listener, talk), daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/a?b=c"
        return call("GET", url, most=most, seconds=seconds, private=True)

    yield ask_
    for line in lines:
        line.close()


def _answer(listener: socket.socket, talk: Talk) -> None:
    line, _address = listener.accept()
    with line:
        line.recv(65_536)
        try:
            talk(line)
        except OSError:
            # The other side hung up, which is what some of these tests are about.
            return


def test_an_answer_comes_back_whole(ask) -> None:
    answer = ask(lambda line: line.sendall(b"HTTP/1.1 201 Made\r\nX-Is: here\r\nContent-Length: 2\r\n\r\nhi"))

    assert (answer.status, answer.body, answer.cut) == (201, b"hi", False)
    assert answer.headers["x-is"] == "here"


def test_no_more_is_read_than_was_asked_for(ask) -> None:
    def talk(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            line.sendall(b"x" * 10_000)

    answer = ask(talk, most=1000)

    assert (len(answer.body), answer.cut) == (1000, True)


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"]
)
def test_who_drips_is_cut_off(start, ask) -> None:
    over = threading.Event()

    def talk(line: socket.socket) -> None:
        line.sendall(start)
        while not over.wait(0.05):
            line.sendall(b"x")

    began = time.monotonic()
    with pytest.raises(Unreachable):
        ask(talk, most=100_000, seconds=0.4)

    assert time.monotonic() - began < 2
    over.set()


def test_an_answer_that_breaks_off_is_none(ask) -> None:
    with pytest.raises(Unreachable, match="IncompleteRead"):
        ask(lambda line: line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf"))


def test_what_is_no_answer_is_said(ask) -> None:
    with pytest.raises(Unreachable):
        ask(lambda line: line.sendall(b"SSH-2.0-no\r\n"))


def test_nobody_there() -> None:
    with pytest.raises(Unreachable):
        call("GET", "http://127.0.0.1:1/", most=10, seconds=5, private=True)
