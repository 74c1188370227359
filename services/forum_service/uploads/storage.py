"""Where the bytes lie: a folder, by content.

A file is written beside its place and then moved there, so that a name in the store always has all its
bytes. Nothing in it is changed afterwards; equal files are one file.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any, Self
from uuid import UUID

from sqlalchemy.orm import Session

from corridor.db.engine import settings_of

PIECE = 256 * 1024


@dataclass(frozen=True, kw_only=True)
class Received:
    """A file taken in, not yet kept."""

    path: Path
    size: int
    sha256: str


class FileStore:
    """The folder of one service."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def of(cls, session: Session) -> Self:
        """The store that belongs to the session's database."""
        return cls(settings_of(session).var / "files")

    @contextmanager
    def receive(self, stream: IO[bytes], *, most: int) -> Iterator[Received]:
        """Take in `stream`, up to one byte more than `most`; gone at the end of the block unless kept."""
        folder = self._folder("coming")
        with NamedTemporaryFile(dir=folder, delete=False) as taken:
            path = Path(taken.name)
            try:
                digest, size = hashlib.sha256(), 0
                while size <= most and (piece := stream.read(min(PIECE, most + 1 - size))):
                    taken.write(piece)
                    digest.update(piece)
                    size += len(piece)
                taken.flush()
                yield Received(path=path, size=size, sha256=digest.hexdigest())
            finally:
                path.unlink(missing_ok=True)

    @staticmethod
    def digest(data: bytes) -> str:
        """The name of these bytes in the store."""
        return hashlib.sha256(data).hexdigest()

    def keep(self, received: Received) -> None:
        """Move a file that was taken in to its place."""
        self._sync(received.path)
        received.path.replace(self._place(received.sha256))

    def write(self, sha256: str, data: bytes, *, box: int | None = None) -> None:
        """Keep bytes that we made ourselves: a picture, or its thumbnail for a box."""
        place = self._place(sha256, box=box)
        with NamedTemporaryFile(dir=self._folder("coming"), delete=False) as made:
            made.write(data)
            made.flush()
            os.fsync(made.fileno())
        Path(made.name).replace(place)

    def find(self, sha256: str, *, box: int | None = None) -> Path | None:
        """The file, if it is there."""
        path = self._path(sha256, box=box)
        return path if path.is_file() else None

    def remove(self, sha256: str) -> None:
        """Forget a file and what was made of it."""
        home = self._path(sha256).parent
        for path in home.glob(f"{sha256}*"):
            path.unlink(missing_ok=True)

    def sweep(self, *, before: datetime) -> int:
        """Remove what a process that was killed left behind; how many files there were."""
        left = [path for name in ("coming", "parts") for path in self._folder(name).iterdir()]
        late = [path for path in left if path.stat().st_mtime < before.timestamp()]
        for path in late:
            path.unlink(missing_ok=True)
        return len(late)

    @contextmanager
    def part(self, part_id: UUID) -> Iterator["IO[Any]"]:
        """The file that pieces are added to, for one writer at a time; raises BlockingIOError for others."""
        with (self._folder("parts") / str(part_id)).open("ab") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield stream

    def part_path(self, part_id: UUID) -> Path:
        """Where the pieces come together."""
        return self._folder("parts") / str(part_id)

    def _place(self, sha256: str, *, box: int | None = None) -> Path:
        path = self._path(sha256, box=box)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return path

    def _path(self, sha256: str, *, box: int | None = None) -> Path:
        """Two levels of folders, so that none holds a hundred thousand files."""
        return self.root / sha256[:2] / sha256[2:4] / (f"{sha256}-{box}" if box else sha256)

    def _folder(self, name: str) -> Path:
        folder = self.root / name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    @staticmethod
    def _sync(path: Path) -> None:
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
