"""One call to an address that somebody chose: it must not reach into our own network, nor hold us up."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse, IncompleteRead
from urllib.parse import urlsplit

import certifi

from corridor.outbound.addresses import is_public, is_web_address, port_of

CONNECT_SECONDS = 5.0
_PIECE = 65_536


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: at most so many bytes as were asked for, `cut` where there were more."""

    status: int
    headers: HTTPMessage
    body: bytes
    cut: bool


class Unreachable(Exception):
    """There was no whole answer in time, or the address is none we call."""


class Closed(Unreachable):
    """The address is in our own network; asking again changes nothing."""


def call(
    method: str,
    url: str,
    *,
    most: int,
    seconds: float,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    private: bool = False,
) -> Answer:
    """Call once, following no redirect; raises Unreachable. `private` lets it be in our own network.

    The time is that of the whole call: who drips a byte a second is cut off like who says nothing.
    """
    ends = time.monotonic() + seconds
    try:
        with _connected(url, private=private, ends=ends) as connection:
            answer, read = _exchange(connection, method, url, body=body, headers=headers or {}, most=most)
        # A call that was cut off may look like one whose answer ended there.
        if time.monotonic() >= ends:
            raise TimeoutError(f"no whole answer within {seconds:g} seconds")
        return Answer(status=answer.status, headers=answer.headers, body=read[:most], cut=len(read) > most)
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from error


@contextmanager
def _connected(url: str, *, private: bool, ends: float) -> Iterator[HTTPConnection]:
    """A connection to the very address that was looked at, cut off when the time is over."""
    if not is_web_address(url):
        raise ValueError("this is no web address")
    line = _line(url, addresses_of(url, private=private), ends=ends)
    # A second handle: the first one is taken over by the encryption.
    with line, line.dup() as handle:
        watch = threading.Timer(max(0.0, ends - time.monotonic()), _cut, args=(handle,))
        watch.daemon = True
        watch.start()
        try:
            connection = HTTPConnection(urlsplit(url).hostname or "", port_of(url))
            connection.sock = _secured(url, line)
            yield connection
            connection.close()
        finally:
            watch.cancel()
            watch.join()


def addresses_of(url: str, *, private: bool) -> list[str]:
    """Where a name leads; looked up once, so that no second answer can lead elsewhere. Raises Closed."""
    found = socket.getaddrinfo(urlsplit(url).hostname, port_of(url), type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not private and not all(is_public(address) for address in addresses):
        raise Closed("the address is in a private network")
    return addresses


def _line(url: str, addresses: list[str], *, ends: float) -> socket.socket:
    """A line to the first of the addresses that takes the call."""
    failed: OSError = TimeoutError("nobody took the call in time")
    for address in addresses:
        left = ends - time.monotonic()
        if left <= 0:
            break
        try:
            line = socket.create_connection((address, port_of(url)), timeout=min(CONNECT_SECONDS, left))
        except OSError as error:
            failed = error
            continue
        line.settimeout(max(0.1, ends - time.monotonic()))
        return line
    raise failed


def _secured(url: str, line: socket.socket) -> socket.socket:
    """The line, with https encrypted for the host that the address names."""
    parts = urlsplit(url)
    if parts.scheme == "http":
        return line
    trust = ssl.create_default_context(cafile=certifi.where())
    return trust.wrap_socket(line, server_hostname=parts.hostname)


def _cut(line: socket.socket) -> None:
    """End a call whose time is over: whoever waits on the line wakes up."""
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        # It ended in this very moment.
        return


def _exchange(
    connection: HTTPConnection,
    method: str,
    url: str,
    *,
    body: bytes | None,
    headers: Mapping[str, str],
    most: int,
) -> tuple[HTTPResponse, bytes]:
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    plain = {"Host": parts.netloc, "Accept-Encoding": "identity", "Connection": "close"}
    connection.request(method, path, body=body, headers={**headers, **plain})
    answer = connection.getresponse()
    return answer, _read(answer, most=most)


def _read(answer: HTTPResponse, *, most: int) -> bytes:
    """As much of an answer as was asked for, and one byte more where there is one."""
    read = bytearray()
    while len(read) <= most:
        piece = answer.read(min(most + 1 - len(read), _PIECE))
        if not piece:
            if answer.length:
                raise IncompleteRead(bytes(read), answer.length)
            break
        read += piece
    return bytes(read)
