"""One test session: its folder, and the private servers all its worker processes share."""

import fcntl
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VARIABLE = "CORRIDOR_TEST_RUN"


def begin() -> None:
    """Open the session; worker processes inherit it."""
    folder = Path(tempfile.mkdtemp(prefix="corridor-test-"))
    # The database runs as another user where tests run as root.
    folder.chmod(0o711)
    os.environ[_VARIABLE] = f"{os.getpid()}:{folder}"


def end() -> None:
    """Stop the servers, wait for them, and leave nothing behind."""
    for file in folder().glob("*/pid"):
        _stop(int(file.read_text()))
    shutil.rmtree(folder(), ignore_errors=True)
    del os.environ[_VARIABLE]


def _stop(pid: int) -> None:
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    signal.pidfd_send_signal(handle, signal.SIGTERM)
    select.select([handle], [], [], 30)
    os.close(handle)


def folder() -> Path:
    """The session's own folder."""
    return Path(os.environ[_VARIABLE].partition(":")[2])


def _session() -> int:
    return int(os.environ[_VARIABLE].partition(":")[0])


def worker() -> str:
    """The name of this worker process ("main" without xdist)."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@contextmanager
def turn(name: str, *, shared: bool = False) -> Iterator[None]:
    """Only one worker process at a time (or, shared, as many as want while none has it alone)."""
    with (folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield


def server_url(kind: str) -> str:
    """The URL of the session's private server, started by whoever asks first."""
    place = folder() / kind
    with turn(kind):
        if not (place / "pid").exists():
            _start_supervisor(kind, place)
        return _await_url(kind, place)


def _start_supervisor(kind: str, place: Path) -> None:
    place.mkdir()
    place.chmod(0o711)
    command = [sys.executable, "-m", "corridor.testing.supervisor", kind, str(place), str(_session())]
    with (place / "supervisor.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True
        )
    # It outlives this worker process, so nobody here waits for it: not a forgotten child.
    process.returncode = 0
    (place / "pid").write_text(str(process.pid))


def _await_url(kind: str, place: Path) -> str:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if (place / "url").exists():
            return (place / "url").read_text()
        if (place / "failure").exists():
            raise RuntimeError(f"No private {kind}: {(place / 'failure').read_text()}")
        time.sleep(0.02)
    raise RuntimeError(f"The private {kind} did not start: {(place / 'supervisor.log').read_text()}")
