"""A small load generator: some connections that stay open, each asking again as soon as it has its answer.

It runs on the machine that it measures, so it does as little as it can: raw sockets, no parsing beyond the
length of the answer. Only loopback addresses are ever asked.
"""

import socket
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

CONNECTIONS = 8
TIMEOUT = 30


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one measurement found; times in milliseconds."""

    per_second: float
    median: float
    p95: float
    p99: float
    statuses: dict[int, int]


@dataclass
class _Log:
    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    errors: list[BaseException] = field(default_factory=list)


def measure(port: int, request: Callable[[], bytes], *, seconds: float, warm_up: float = 0.5) -> Result:
    """Ask 127.0.0.1:`port` for `seconds`; each call of `request` makes the bytes of one request."""
    _ask_all(port, request, warm_up)
    log = _ask_all(port, request, seconds)
    times = sorted(log.times)
    return Result(
        per_second=len(times) / seconds,
        median=statistics.median(times) * 1000,
        p95=times[int(len(times) * 0.95)] * 1000,
        p99=times[int(len(times) * 0.99)] * 1000,
        statuses=dict(log.statuses),
    )


def _ask_all(port: int, request: Callable[[], bytes], seconds: float) -> _Log:
    log = _Log()
    until = time.perf_counter() + seconds
    threads = [threading.Thread(target=_ask, args=(port, request, until, log)) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if log.errors:
        raise log.errors[0]
    return log


def _ask(port: int, request: Callable[[], bytes], until: float, log: _Log) -> None:
    try:
        with socket.create_connection(("127.0.0.1", port), TIMEOUT) as connection:
            answers = connection.makefile("rb")
            while (began := time.perf_counter()) < until:
                connection.sendall(request())
                status, closes = _read(answers)
                log.times.append(time.perf_counter() - began)
                log.statuses[status] += 1
                if closes:
                    return _ask(port, request, until, log)
    except BaseException as error:
        log.errors.append(error)


def _read(answers: BinaryIO) -> tuple[int, bool]:
    """One answer: its status, and whether the server closes the connection after it."""
    line = answers.readline()
    if not line:
        raise ConnectionError("the server closed the connection")
    status, length, closes = int(line.split()[1]), 0, False
    while header := answers.readline().strip():
        name, _, value = header.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
        closes = closes or (name.lower() == b"connection" and value.strip().lower() == b"close")
    answers.read(length)
    return status, closes


def get(path: str, *, cookie: str = "") -> Callable[[], bytes]:
    """A GET of an uncompressed page: the bare pages do not compress either."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: text/html"]
    text = "\r\n".join([*lines, *([f"Cookie: {cookie}"] if cookie else []), "", ""]).encode()
    return lambda: text
