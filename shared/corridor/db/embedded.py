"""A PostgreSQL of our own: a child process on the loopback interface, its data in one folder.

with PrivatePostgres(Path("var/postgres")) as server:
    server.create_database("forum")
    engine = create_engine(server.url("forum"))
"""

import os
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql

from corridor.child import User, closed_to_others, leashed, plain_user
from corridor.db.binaries import Binaries, NoPostgres, find_binaries

_ROLE = "corridor"
# A server whose starter was killed needs a moment to end.
_PATIENCE_WITH_OTHERS = 10.0


class DatabaseError(Exception):
    """The database cannot be prepared or started; the message says what to do."""


class PrivatePostgres:
    """One data folder and the server on it; `start` and `stop` may follow each other many times.

    `durable=False` trades safety for speed and is for tests only.
    """

    def __init__(
        self, folder: Path, *, binaries: Binaries | None = None, port: int | None = None, durable: bool = True
    ) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.port = port or 0
        self._wanted_port = port
        self._durable = durable
        self._binaries = binaries
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, *, patience: float = 60) -> None:
        """Prepare the data folder if need be, start the server on it, return when it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        binaries = self._choose_binaries()
        if not self._initialised():
            self._initialise(binaries)
        self._clear_stale_pid_file()
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
        return f"postgresql://{_ROLE}:{self._password()}@127.0.0.1:{self.port}/{database}"

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
        path = self.folder / "postgres.log"
        return path.read_text(errors="replace")[-2000:] if path.exists() else ""

    def _choose_binaries(self) -> Binaries:
        """A data folder opens with the major version that made it, and with no other."""
        pinned = self._pinned_major()
        if self._binaries is None:
            try:
                return find_binaries(major=pinned)
            except NoPostgres as error:
                if pinned is None:
                    raise
                raise DatabaseError(_OTHER_MAJOR.format(folder=self.data, major=pinned)) from error
        if pinned not in (None, self._binaries.major):
            raise DatabaseError(_OTHER_MAJOR.format(folder=self.data, major=pinned))
        return self._binaries

    def _pinned_major(self) -> int | None:
        version = self.data / "PG_VERSION"
        return int(version.read_text().strip()) if self._initialised() else None

    def _initialised(self) -> bool:
        # initdb writes its files in any order; ours is made when it has succeeded.
        return (self.folder / "ready").exists()

    def _initialise(self, binaries: Binaries) -> None:
        self._discard_half_made()
        (self.folder / "password").write_text(secrets.token_urlsafe(24))
        (self.folder / "password").chmod(0o600)
        self.data.mkdir(mode=0o700)
        user = self._user()
        if user is not None:
            for path in (self.folder, self.data, self.folder / "password"):
                os.chown(path, user.uid, user.gid)
        done = subprocess.run(
            self._as_user(self._initdb(binaries), binaries),
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise DatabaseError(f"initdb failed in {self.data}: {done.stderr.strip() or done.stdout.strip()}")
        (self.folder / "ready").touch()

    def _discard_half_made(self) -> None:
        """What an interrupted initdb left holds no data yet."""
        if self.data.exists():
            aside = self.folder / f"half-made-{time.time_ns()}"
            self.data.rename(aside)

    def _initdb(self, binaries: Binaries) -> list[str]:
        command = [str(binaries.program("initdb")), "-D", str(self.data), "-U", _ROLE, "-E", "UTF8"]
        command += ["--auth=scram-sha-256", f"--pwfile={self.folder / 'password'}", "--locale=C.UTF-8"]
        if binaries.major >= 17:
            # Same order and case rules as the C library's C.UTF-8, but fixed whatever the system upgrades to.
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return command if self._durable else [*command, "--no-sync"]

    def _launch(self, binaries: Binaries) -> None:
        command = [str(binaries.program("postgres")), "-D", str(self.data), "-p", str(self.port)]
        for setting in (*_SETTINGS, *(() if self._durable else _FAST)):
            command += ["-c", setting]
        with (self.folder / "postgres.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._as_user(command, binaries),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                # Ctrl-C goes to the whole group; we stop the database last, by ourselves.
                process_group=0,
            )

    def _as_user(self, command: list[str], binaries: Binaries) -> list[str]:
        closed = closed_to_others([self.folder, binaries.program("postgres")])
        return leashed(command, signal="INT", user=self._user(), through=closed)

    def _user(self) -> User | None:
        """Who owns the data: the same user as last time; `postgres` or `nobody` for a new folder of root."""
        user = plain_user("postgres", "nobody")
        if user is None or not self.data.exists():
            return user
        owner = self.data.stat()
        return user if owner.st_uid == 0 else User(name="owner", uid=owner.st_uid, gid=owner.st_gid)

    def _clear_stale_pid_file(self) -> None:
        """A pid file whose process is gone, or is another program by now, must not stop us from starting."""
        file = self.data / "postmaster.pid"
        deadline = time.monotonic() + _PATIENCE_WITH_OTHERS
        while file.exists():
            pid = int(file.read_text().split("\n", 1)[0] or 0)
            if not _is_postgres(pid):
                file.unlink(missing_ok=True)
            elif time.monotonic() > deadline:
                raise DatabaseError(f"The database in {self.data} is already in use by process {pid}.")
            else:
                time.sleep(0.1)

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

    def _password(self) -> str:
        return (self.folder / "password").read_text()


_OTHER_MAJOR = (
    "The data in {folder} was made by PostgreSQL {major}, which is not at hand. "
    "Install PostgreSQL {major}, or dump the data with it and restore it into a new folder."
)
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


def free_port() -> int:
    """A free port of the loopback interface."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_postgres(pid: int) -> bool:
    """Whether the process lives and is a PostgreSQL (its number may have been given to something else)."""
    status = Path(f"/proc/{pid}/stat")
    try:
        name, state = status.read_text().partition("(")[2].rsplit(")", 1)
    except (OSError, ValueError):
        return False
    return name in ("postgres", "postmaster") and state.split()[0] != "Z"
