"""The data folder of a PostgreSQL of our own: made once, pinned to the major version that made it."""

import os
import secrets
import subprocess
import time
from pathlib import Path

from corridor.child import User, closed_to_others, leashed, plain_user
from corridor.db.binaries import Binaries, NoPostgres, find_binaries

ROLE = "corridor"
# A server whose starter was killed needs a moment to end.
_PATIENCE_WITH_OTHERS = 10.0
_OTHER_MAJOR = (
    "The data in {folder} was made by PostgreSQL {major}, which is not at hand. "
    "Install PostgreSQL {major}, or dump the data with it and restore it into a new folder."
)


class DatabaseError(Exception):
    """The database cannot be prepared or started; the message says what to do."""


class Cluster:
    """A folder with the data, the password of its one role, and whom it belongs to."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self._password = self.folder / "password"
        # initdb writes its files in any order; this one is made when it has succeeded.
        self._ready = self.folder / "ready"
        self._durable = durable

    def prepare(self, wanted: Binaries | None) -> Binaries:
        """Make the data folder if need be and clear what a crash left; the binaries to run on it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        binaries = self._choose(wanted)
        if not self._ready.exists():
            self._initialise(binaries)
        self._clear_stale_pid_file()
        return binaries

    def password(self) -> str:
        return self._password.read_text()

    def as_owner(self, command: list[str], binaries: Binaries) -> list[str]:
        """The command, run as the user the data belongs to, and ended when we end."""
        closed = closed_to_others([self.folder, binaries.program("postgres")])
        return leashed(command, signal="INT", user=self._owner(), through=closed)

    def _choose(self, wanted: Binaries | None) -> Binaries:
        """A data folder opens with the major version that made it, and with no other."""
        pinned = int((self.data / "PG_VERSION").read_text()) if self._ready.exists() else None
        if wanted is not None and pinned in (None, wanted.major):
            return wanted
        try:
            if wanted is None:
                return find_binaries(major=pinned)
        except NoPostgres:
            if pinned is None:
                raise
        raise DatabaseError(_OTHER_MAJOR.format(folder=self.data, major=pinned))

    def _initialise(self, binaries: Binaries) -> None:
        self._set_half_made_aside()
        self._password.write_text(secrets.token_urlsafe(24))
        self._password.chmod(0o600)
        self.data.mkdir(mode=0o700)
        owner = self._owner()
        if owner is not None:
            for path in (self.folder, self.data, self._password):
                os.chown(path, owner.uid, owner.gid)
        command = self.as_owner(self._initdb(binaries), binaries)
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise DatabaseError(f"initdb failed in {self.data}: {done.stderr.strip() or done.stdout.strip()}")
        self._ready.touch()

    def _set_half_made_aside(self) -> None:
        """What an interrupted initdb left holds no data yet; but nothing is thrown away here."""
        if self.data.exists():
            self.data.rename(self.folder / f"half-made-{time.time_ns()}")

    def _initdb(self, binaries: Binaries) -> list[str]:
        command = [str(binaries.program("initdb")), "-D", str(self.data), "-U", ROLE, "-E", "UTF8"]
        command += ["--auth=scram-sha-256", f"--pwfile={self._password}", "--locale=C.UTF-8"]
        if binaries.major >= 17:
            # Same order and case rules as the C library's C.UTF-8, but fixed whatever the system upgrades to.
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return command if self._durable else [*command, "--no-sync"]

    def _owner(self) -> User | None:
        """The same user as last time; `postgres` or `nobody` for a new folder of root; None: ourselves."""
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
            pid = _first_number(file)
            if not _is_postgres(pid):
                file.unlink(missing_ok=True)
            elif time.monotonic() > deadline:
                raise DatabaseError(f"The database in {self.data} is already in use by process {pid}.")
            else:
                time.sleep(0.1)


def _first_number(file: Path) -> int:
    """The process in a pid file; 0 when it vanished meanwhile or was never finished."""
    try:
        return int(file.read_text().partition("\n")[0])
    except (OSError, ValueError):
        return 0


def _is_postgres(pid: int) -> bool:
    """Whether the process lives and is a PostgreSQL (its number may have been given to something else)."""
    try:
        name, state = Path(f"/proc/{pid}/stat").read_text().partition("(")[2].rsplit(")", 1)
    except (OSError, ValueError):
        return False
    return name in ("postgres", "postmaster") and state.split()[0] != "Z"
