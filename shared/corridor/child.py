"""Child processes that never outlive their parent, and that need not run as root."""

import os
import pwd
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class User:
    """The system user a child runs as."""

    name: str
    uid: int
    gid: int


def leashed(
    command: list[str], *, signal: str = "KILL", user: User | None = None, through: bool = False
) -> list[str]:
    """`command`, made to get `signal` when the thread that started it ends, however it ends.

    With `user` root's rights are dropped first. `through` leaves the right to pass closed parent folders: a
    checkout under /root (mode 700) must still be able to hold a database that refuses to run as root.
    Start it from a thread that lives as long as the child should.
    """
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return command
    options = ["--pdeathsig", signal]
    if user is not None:
        options += ["--reuid", str(user.uid), "--regid", str(user.gid), "--clear-groups"]
        rights = "+dac_read_search" if through else "-all"
        options += ["--inh-caps", rights, "--ambient-caps", rights]
    return [setpriv, *options, "--", *command]


def plain_user(*names: str) -> User | None:
    """The first of the named system users when we are root, otherwise None: we are plain enough ourselves."""
    if os.geteuid() != 0:
        return None
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return User(name=name, uid=entry.pw_uid, gid=entry.pw_gid)
    raise RuntimeError(f"None of the users {', '.join(names)} exists on this machine")


def closed_to_others(paths: Iterable[Path]) -> bool:
    """Whether a folder on the way to one of the paths lets no other user pass."""
    folders = {parent for path in paths for parent in path.resolve().parents if parent.exists()}
    return any(not folder.stat().st_mode & 0o001 for folder in folders)
