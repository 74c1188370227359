"""The folder `var/` of this machine: who holds it, and what a fresh start throws away."""

import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Data of earlier starts. Tools and logs are kept: they are no one's data.
DATA = ("postgres", "keys", "mail", "uploads", "secrets.json", "seeded")


class CannotStart(Exception):
    """One clear line on what is in the way."""


@contextmanager
def hold(var: Path) -> Iterator[None]:
    """Be the only one to run on `var`.

    The kernel drops the lock with its holder, so a start that was killed half way leaves nothing to clean up.
    """
    var.mkdir(parents=True, exist_ok=True)
    with (var / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotStart(
                f"Corridor already runs on {var}/ (process {lock.read() or 'unknown'})."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def clear(var: Path) -> None:
    """Throw away the data of earlier starts."""
    for name in DATA:
        path = var / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def need_port(port: int) -> None:
    """Raise CannotStart when another program listens on `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise CannotStart(f"port {port} needs more rights. Choose one above 1023 with --port.") from None
        except OSError:
            raise CannotStart(
                f"port {port} is taken by another program. Stop that, or start with --port {port + 1}."
            ) from None
