"""The real clients of the interface, as they are published: the newer one of our lock, and an older one."""

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
LOCK = Path(__file__).with_name("pydiscourse-1.1.2.lock")
PLACE = ROOT / "var" / "clients" / "pydiscourse-1.1.2"
VERSIONS = ("1.7.0", "1.1.2")


def client_class(version: str) -> type[Any]:
    """`DiscourseClient` of a version."""
    if version == VERSIONS[0]:
        from pydiscourse import DiscourseClient

        return DiscourseClient
    _fetch()
    with _instead_of_ours(PLACE):
        from pydiscourse import DiscourseClient as OlderClient

        return OlderClient


def _fetch() -> None:
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    with (PLACE.parent / "lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if (PLACE / "pydiscourse").is_dir():
            return
        own = ROOT / "var" / "tools" / "bin" / "uv"
        uv = str(own) if own.exists() else shutil.which("uv")
        if uv is None:
            pytest.skip("the older client cannot be fetched: there is no uv")
        target = [uv, "pip", "install", "-q", "--python", sys.executable, "--target", str(PLACE)]
        subprocess.run([*target, "--no-deps", "--require-hashes", "-r", str(LOCK)], check=True, timeout=120)


@contextmanager
def _instead_of_ours(place: Path) -> Iterator[None]:
    """Both have one name: while the block runs, it means the one in `place`."""
    ours = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == "pydiscourse"}
    sys.path.insert(0, str(place))
    try:
        yield
    finally:
        sys.path.remove(str(place))
        for name in [name for name in sys.modules if name.split(".")[0] == "pydiscourse"]:
            del sys.modules[name]
        sys.modules.update(ours)
