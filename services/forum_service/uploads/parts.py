"""A file that comes in pieces, over a line that breaks.

How much has come is the size of the file the pieces are added to, so that no transaction is open while a slow
line sends. Two writers of one file are kept apart by a lock on it.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from corridor.db.engine import settings_of
from corridor.errors import Conflict, Invalid, NotFound
from corridor.ids import uuid7
from forum_service.uploads.actions import Taken, keep_taken
from forum_service.uploads.models import Upload, UploadPart
from forum_service.uploads.queries import kept_by
from forum_service.uploads.rules import (
    MEGABYTE,
    Refused,
    check_ending,
    check_quota,
    check_size,
    tidy_name,
)
from forum_service.uploads.storage import PIECE, FileStore

KEPT = timedelta(hours=24)
# Files one member may have under way at a time.
UNDER_WAY = 20
ALGORITHMS = ("sha1", "sha256")


class OffsetConflict(Conflict):
    """The piece does not begin where the last one ended."""

    code = "offset_conflict"


class ChecksumMismatch(Invalid):
    """The piece was changed on its way; nothing of it is kept."""

    code = "checksum_mismatch"


class TooLong(Invalid):
    """More came than was announced."""

    code = "too_long"


@dataclass(frozen=True, kw_only=True)
class Checksum:
    """What the piece must add up to."""

    algorithm: str
    digest: bytes


def begin_part(session: Session, owner_id: UUID, *, name: str, length: int, now: datetime) -> UploadPart:
    """Make room for a file of `length` bytes; refuses at once what would be refused at the end."""
    settings = settings_of(session)
    check_size(length, most=settings.upload_size * MEGABYTE)
    check_ending(tidy_name(name))
    open_parts = select(func.count(), func.coalesce(func.sum(UploadPart.length), 0)).where(
        UploadPart.owner_id == owner_id, UploadPart.upload_id.is_(None), UploadPart.expires_at > now
    )
    count, coming = session.execute(open_parts).one()
    if count >= UNDER_WAY:
        raise Refused(_("You have %(count)s files under way. Let some of them finish first.", count=count))
    used = kept_by(session, owner_id) + int(coming)
    check_quota(used, length, quota=settings.upload_quota * MEGABYTE)
    values = {"id": uuid7(), "owner_id": owner_id, "name": tidy_name(name), "length": length}
    row = insert(UploadPart).values(**values, expires_at=now + KEPT).returning(UploadPart)
    return session.execute(row).scalar_one()


def get_part(session: Session, part_id: UUID, *, owner_id: UUID | None, now: datetime) -> UploadPart:
    """A file under way; raises NotFound for those of others and those past their time."""
    known = select(UploadPart).where(UploadPart.id == part_id, UploadPart.owner_id == owner_id)
    part = session.scalars(known.where(UploadPart.expires_at > now)).one_or_none()
    if part is None:
        raise NotFound(_("There is no such upload. It may have taken too long; please begin again."))
    return part


def offset_of(store: FileStore, part: UploadPart) -> int:
    """How much of it has come."""
    if part.upload_id is not None:
        return part.length
    path = store.part_path(part.id)
    return path.stat().st_size if path.exists() else 0


def receive(
    store: FileStore, part: UploadPart, stream: IO[bytes], *, offset: int, checksum: Checksum | None
) -> int:
    """Add a piece and return how much has come now. What came before the line broke is kept, unless it was
    to be checked as a whole."""
    with store.part(part.id) as file:
        begun = file.seek(0, os.SEEK_END)
        if offset != begun:
            raise OffsetConflict(_("The next piece begins at %(offset)s.", offset=begun))
        whole = False
        try:
            algorithm = checksum.algorithm if checksum else ALGORITHMS[0]
            digest = _append(stream, file, room=part.length - begun, algorithm=algorithm)
            whole = checksum is None or digest == checksum.digest
        finally:
            if checksum is not None and not whole:
                file.truncate(begun)
        if not whole:
            raise ChecksumMismatch(_("This piece was damaged on its way. Please send it again."))
        return file.tell()


def _append(stream: IO[bytes], file: IO[bytes], *, room: int, algorithm: str) -> bytes:
    digest = hashlib.new(algorithm, usedforsecurity=False)
    begun = file.tell()
    try:
        while piece := stream.read(min(PIECE, room + 1)):
            if len(piece) > room:
                file.truncate(begun)
                raise TooLong(_("More was sent than was announced."))
            file.write(piece)
            digest.update(piece)
            room -= len(piece)
    finally:
        file.flush()
    return digest.digest()


def finish_part(session: Session, part: UploadPart, taken: Taken) -> Upload:
    """All has come, and was looked at: make an upload of it."""
    upload = keep_taken(session, taken, owner_id=part.owner_id)
    session.execute(update(UploadPart).where(UploadPart.id == part.id).values(upload_id=upload.id))
    return upload


def drop_part(session: Session, part_id: UUID) -> None:
    """Forget a file under way, by its sender's wish or because it is not taken."""
    session.execute(delete(UploadPart).where(UploadPart.id == part_id))
    FileStore.of(session).part_path(part_id).unlink(missing_ok=True)


def forget_parts(session: Session, *, now: datetime, most: int = 100) -> int:
    """Drop what was begun and never ended; how many there were."""
    late = select(UploadPart.id).where(UploadPart.expires_at < now).limit(most)
    gone = session.scalars(late.with_for_update(skip_locked=True)).all()
    for part_id in gone:
        drop_part(session, part_id)
    return len(gone)
