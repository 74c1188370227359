"""A PostgreSQL of our own: a child process on the loopback interface, its data in one folder.

with PrivatePostgres(Path("var/postgres")) as server:
    server.create_database("forum")
    engine = create_engine(server.url("forum"))
"""

import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql

from corridor.db.binaries import Binaries
from corridor.db.cluster import ROLE, Cluster, DatabaseError

__all__ = ["DatabaseError", "PrivatePostgres", "free_port"]

_SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=64MB",
    "lc_messages=C",
    "timezone=UTC",
    "log_timezone=UTC",
)
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_wal_size=2GB")


class PrivatePostgres:
    """The server on one data folder; `start` and `stop` may follow each other many times.

    `durable=False` trades safety for speed and is for tests only.
    """

    def __init__(
        self, folder: Path, *, binaries: Binaries | None = None, port: int | None = None, durable: bool = True
    ) -> None:
        self.port = port or 0
        self._cluster = Cluster(folder, durable=durable)
        self._settings = _SETTINGS if durable else (*_SETTINGS, *_FAST)
        self._wanted_port = port
        self._binaries = binaries
        self._log = self._cluster.folder / "postgres.log"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def data(self) -> Path:
        """The data folder itself."""
        return self._cluster.data

    def start(self, *, patience: float = 60) -> None:
        """Prepare the data folder if need be, start the server on it, return when it answers."""
        binaries = self._cluster.prepare(self._binaries)
        self.port = self._wanted_port or free_port()
        self._launch(binaries)
        self._await_readiness(patience)

    def stop(self, *, patience: float = 30) -> None:
        """Stop at once but cleanly (SIGINT: clients are cut off, data is safe)."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def kill(self) -> None:
        """Crash the server (for fault tests); the next start recovers from the log."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def url(self, database: str) -> str:
        """The URL of one database on this server."""
        return f"postgresql://{ROLE}:{self._cluster.password()}@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str) -> None:
        """Create a database unless it is there."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if not known:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def exited(self) -> bool:
        """Whether the server has ended by itself."""
        return self._process is not None and self._process.poll() is not None

    def log(self) -> str:
        """The end of the server's log."""
        return self._log.read_text(errors="replace")[-2000:] if self._log.exists() else ""

    def _launch(self, binaries: Binaries) -> None:
        command = [str(binaries.program("postgres")), "-D", str(self._cluster.data), "-p", str(self.port)]
        for setting in self._settings:
            command += ["-c", setting]
        with self._log.open("ab") as log:
            # Our direct child: one that pg_ctl starts is reaped by nobody, and its pid file then seems alive.
            self._process = subprocess.Popen(
                self._cluster.as_owner(command, binaries),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                # Ctrl-C goes to the whole group; we stop the database last, by ourselves.
                process_group=0,
            )

    def _await_readiness(self, patience: float) -> None:
        deadline = time.monotonic() + patience
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError as error:
                if self.exited():
                    self._process = None
                    raise DatabaseError(f"PostgreSQL did not start:\n{self.log()}") from error
                if time.monotonic() > deadline:
                    self.stop()
                    raise DatabaseError(f"PostgreSQL does not answer on port {self.port}: {error}") from error
                time.sleep(0.02)


def free_port() -> int:
    """A free port of the loopback interface."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
