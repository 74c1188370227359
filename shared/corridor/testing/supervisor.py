"""Keeps a private server for a test session and ends it with the session, even when that is killed.

python -m corridor.testing.supervisor postgres|rabbitmq <folder> <pid of the session>

Writes the server's URL to <folder>/url when it answers, or the reason to <folder>/failure.
"""

import os
import select
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from corridor.db.embedded import PrivatePostgres
from corridor.testing.rabbitmq import PrivateRabbit


class Server(Protocol):
    """What can be supervised."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


def supervise(server: Server, url: Callable[[], str], *, folder: Path, session: int) -> None:
    """Start the server, tell its URL, wait for the session's end or SIGTERM, clean up."""
    watched = os.pidfd_open(session)
    told_to_stop = _stop_pipe()
    try:
        server.start()
        _tell(folder / "url", url())
        select.select([watched, told_to_stop], [], [])
    except Exception as error:
        _tell(folder / "failure", f"{type(error).__name__}: {error}")
        select.select([watched, told_to_stop], [], [])
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
        _sweep(folder.parent, watched)


def _sweep(place: Path, session: int) -> None:
    """The last server of a session that was killed removes what is left of it."""
    ended = bool(select.select([session], [], [], 0)[0])
    if ended and not list(place.glob("*/pid")):
        shutil.rmtree(place, ignore_errors=True)


def _stop_pipe() -> int:
    reader, writer = os.pipe()
    signal.signal(signal.SIGTERM, lambda *_: os.write(writer, b"."))
    # Ctrl-C reaches the session, whose end we see.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return reader


def _tell(path: Path, text: str) -> None:
    """Whoever polls for the file never sees half of it."""
    draft = path.with_suffix(".draft")
    draft.write_text(text)
    draft.rename(path)


def main(kind: str, folder: Path, session: int) -> None:
    """Supervise the server of a kind."""
    if kind == "postgres":
        postgres = PrivatePostgres(folder / "cluster", durable=False)
        supervise(postgres, lambda: postgres.url("postgres"), folder=folder, session=session)
    else:
        rabbit = PrivateRabbit(folder / "node")
        supervise(rabbit, lambda: rabbit.url, folder=folder, session=session)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
