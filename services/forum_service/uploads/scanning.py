"""Asking a virus scanner: a program of the operator's choice, or clamd on its socket."""

import shlex
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

TIMEOUT = 120
_PIECE = 64 * 1024
log = structlog.get_logger("forum.uploads")


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a scanner says; `found` names what it does not like."""

    clean: bool
    found: str = ""


def scan(path: Path, settings: Any) -> Verdict | None:
    """The verdict over a file; None where the scanner does not answer, and has to be asked again."""
    try:
        return _by_clamd(path, settings.clamd) if settings.clamd else _by_command(path, settings.scan_command)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        log.warning("scanner_unreachable", error=repr(error)[:300])
        return None


def _by_command(path: Path, command: str) -> Verdict | None:
    """As clamscan and clamdscan do: 0 is clean, 1 is not, anything else is no answer."""
    done = subprocess.run(
        [*shlex.split(command), str(path.resolve())], capture_output=True, timeout=TIMEOUT, check=False
    )
    if done.returncode == 0:
        return Verdict(clean=True)
    if done.returncode == 1:
        said = done.stdout.decode("utf-8", "replace").strip().splitlines() or ["?"]
        return Verdict(clean=False, found=_named(said[0]))
    log.warning("scanner_failed", status=done.returncode, said=done.stderr[:300])
    return None


def _by_clamd(path: Path, address: str) -> Verdict | None:
    with _connected(address) as line, path.open("rb") as file:
        line.sendall(b"zINSTREAM\0")
        while piece := file.read(_PIECE):
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
        answer = b"".join(iter(lambda: line.recv(4096), b"")).decode("utf-8", "replace").strip("\0\n ")
    if answer.endswith(" OK"):
        return Verdict(clean=True)
    if answer.endswith(" FOUND"):
        return Verdict(clean=False, found=_named(answer))
    log.warning("scanner_failed", said=answer[:300])
    return None


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    if address.startswith("/"):
        line, where = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM), address
        with line:
            line.settimeout(TIMEOUT)
            line.connect(where)
            yield line
        return
    host, _colon, port = address.rpartition(":")
    with socket.create_connection((host or "127.0.0.1", int(port)), timeout=TIMEOUT) as line:
        yield line


def _named(said: str) -> str:
    """`stream: Eicar-Signature FOUND` names Eicar-Signature; paths of ours are not for members."""
    return said.removesuffix(" FOUND").rpartition(": ")[2][:200] or "?"
