"""Keeping files, saying what refers to them, letting go of them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, insert, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from corridor import clock
from corridor.db.engine import settings_of
from corridor.errors import Conflict
from corridor.ids import uuid7
from forum_service.sql import statement
from forum_service.uploads.models import State, TextState, Upload, UploadRemains
from forum_service.uploads.pictures import is_picture, recast
from forum_service.uploads.queries import READABLE, kept_by, sight_of
from forum_service.uploads.rules import KINDS, MEGABYTE, check_quota, check_size, named_as, tidy_name
from forum_service.uploads.sniffing import recognise
from forum_service.uploads.storage import FileStore, Received


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What is known of a file once it was looked at; `data` is what we wrote anew in its stead."""

    media_type: str
    sha256: str
    size: int
    data: bytes | None = None
    width: int | None = None
    height: int | None = None
    thumbs: dict[int, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A file that was looked at and may be kept."""

    name: str
    received: Received
    known: _Known
    store: FileStore
    settings: Any


def store_file(session: Session, *, owner_id: UUID, filename: str, stream: IO[bytes]) -> Upload:
    """Keep a file for its owner; nothing refers to it yet. Raises Refused with the reason.

    The same file under the same name is the same upload: what is sent again makes no second one.
    """
    with take_in(FileStore.of(session), settings_of(session), filename=filename, stream=stream) as taken:
        return keep_taken(session, taken, owner_id=owner_id)


@contextmanager
def take_in(store: FileStore, settings: Any, *, filename: str, stream: IO[bytes]) -> Iterator[Taken]:
    """Receive a file, look at it, write pictures anew: the long part of it, without the database."""
    most = settings.upload_size * MEGABYTE
    with store.receive(stream, most=most) as received:
        check_size(received.size, most=most)
        name = tidy_name(filename)
        known = _look_at(received, name)
        yield Taken(
            name=named_as(name, known.media_type),
            received=received,
            known=known,
            store=store,
            settings=settings,
        )


def keep_taken(session: Session, taken: Taken, *, owner_id: UUID) -> Upload:
    """Keep what was taken in: the short part."""
    known = taken.known
    # One file at a time of a member, or two at once would each find room for themselves.
    _take_turn(session, f"uploads of {owner_id}")
    same = _find_same(session, owner_id, known, taken.name)
    if same is not None:
        _begin_anew(same)
        return same
    quota = taken.settings.upload_quota * MEGABYTE
    check_quota(kept_by(session, owner_id), known.size, quota=quota)
    _take_turn(session, f"file {known.sha256}")
    upload = _insert(session, owner_id, taken)
    _keep(taken.store, taken.received, known)
    return upload


def _look_at(received: Received, name: str) -> _Known:
    with received.path.open("rb") as stream:
        picture = recast(received.path) if is_picture(stream.read(16)) else None
    if picture is None:
        media_type = recognise(received.path, name)
        return _Known(media_type=media_type, sha256=received.sha256, size=received.size)
    return _Known(
        media_type=picture.media_type,
        sha256=FileStore.digest(picture.data),
        size=len(picture.data),
        data=picture.data,
        width=picture.width,
        height=picture.height,
        thumbs=dict(picture.thumbs),
    )


def _take_turn(session: Session, what: str) -> None:
    session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))"), {"what": what})


def _find_same(session: Session, owner_id: UUID, known: _Known, name: str) -> Upload | None:
    same = select(Upload).where(
        Upload.sha256 == known.sha256,
        Upload.owner_id == owner_id,
        Upload.name == name,
        Upload.state != State.REFUSED,
    )
    return session.scalars(same.limit(1)).one_or_none()


def _begin_anew(upload: Upload) -> None:
    """What nothing refers to yet is given the same time again as a new file."""
    if upload.loose_since is not None:
        upload.loose_since = clock.now()


def _insert(session: Session, owner_id: UUID, taken: Taken) -> Upload:
    known, now = taken.known, clock.now()
    kind = KINDS[known.media_type]
    row = insert(Upload).values(
        id=uuid7(),
        owner_id=owner_id,
        name=taken.name,
        media_type=known.media_type,
        size=known.size,
        sha256=known.sha256,
        width=known.width,
        height=known.height,
        thumbs={
            str(box): {"width": thumb.width, "height": thumb.height, "type": thumb.media_type}
            for box, thumb in known.thumbs.items()
        },
        state=State.CHECKING if taken.settings.scans else State.READY,
        text_state=TextState.WAITING if kind.text else TextState.NONE,
        created_at=now,
        loose_since=now,
    )
    return session.execute(row.returning(Upload)).scalar_one()


def _keep(store: FileStore, received: Received, known: _Known) -> None:
    if known.data is None:
        store.keep(received)
        return
    store.write(known.sha256, known.data)
    for box, thumb in known.thumbs.items():
        store.write(known.sha256, thumb.data, box=box)


# Only what the writer may read: to know the number of a file is not to have it.
_ATTACH = statement(
    """
    INSERT INTO upload_refs (upload_id, kind, ref_id)
    SELECT u.id, :kind, :ref FROM uploads u
    WHERE u.id = ANY (CAST(:ids AS uuid[])) AND u.state <> 'refused' AND {readable}
    ON CONFLICT DO NOTHING
    """,
    readable=READABLE,
)
_DETACH = text(
    """
    DELETE FROM upload_refs
    WHERE kind = :kind AND ref_id = :ref AND upload_id <> ALL (CAST(:ids AS uuid[]))
    RETURNING upload_id
    """
)
_NOTE_LOOSE = text(
    """
    UPDATE uploads u SET loose_since = CASE WHEN known.used THEN NULL ELSE COALESCE(u.loose_since, :now) END
    FROM (SELECT id, EXISTS (SELECT 1 FROM upload_refs r WHERE r.upload_id = id) AS used
          FROM unnest(CAST(:ids AS uuid[])) AS touched (id)) AS known
    WHERE u.id = known.id
    """
)


def attach(session: Session, upload_ids: Iterable[UUID], *, kind: str, ref_id: int, by: UUID) -> None:
    """Let who reads the post, meeting or message read the files too; those `by` may not read are left out."""
    ids = list(upload_ids)
    if ids:
        values = {"ids": ids, "kind": kind, "ref": ref_id, **sight_of(session, by)}
        session.execute(_ATTACH, values)
        session.execute(_NOTE_LOOSE, {"ids": ids, "now": clock.now()})


def refer_to(session: Session, upload_ids: Iterable[UUID], *, kind: str, ref_id: int, by: UUID) -> None:
    """Like `attach`, and whatever else was referred to from there is so no longer."""
    ids = list(upload_ids)
    gone = list(session.execute(_DETACH, {"kind": kind, "ref": ref_id, "ids": ids}).scalars())
    if gone:
        session.execute(_NOTE_LOOSE, {"ids": gone, "now": clock.now()})
    attach(session, ids, kind=kind, ref_id=ref_id, by=by)


def delete_upload(session: Session, upload_id: UUID) -> None:
    """Forget a file, wherever it is referred to; its bytes go when no other upload has the same."""
    gone = delete(Upload).where(Upload.id == upload_id).returning(Upload.sha256)
    sha256 = session.execute(gone).scalar_one_or_none()
    if sha256 is None:
        raise Conflict(_("This file was deleted meanwhile."))
    leave_remains(session, [sha256])


def leave_remains(session: Session, digests: Iterable[str]) -> None:
    """Have bytes removed after this transaction, should nobody else have them."""
    rows = [{"sha256": sha256} for sha256 in sorted(set(digests))]
    if rows:
        session.execute(upsert(UploadRemains).values(rows).on_conflict_do_nothing())


def clear_remains(session: Session, *, most: int = 200) -> int:
    """Remove bytes that no upload names any more; how many were looked at."""
    taken = session.scalars(select(UploadRemains.sha256).limit(most).with_for_update(skip_locked=True)).all()
    store = FileStore.of(session)
    for sha256 in taken:
        # Whoever stores the same file just now waits here, and then writes it anew.
        _take_turn(session, f"file {sha256}")
        named = select(Upload.id).where(Upload.sha256 == sha256, Upload.state != State.REFUSED)
        if session.scalars(named.limit(1)).first() is None:
            store.remove(sha256)
    session.execute(delete(UploadRemains).where(UploadRemains.sha256.in_(taken)))
    return len(taken)


def forget_orphans(session: Session, *, before: datetime, most: int = 200) -> int:
    """Delete files that nothing has referred to since `before`, but what stands in a text not yet posted."""
    digests = session.execute(_FORGET, {"before": before, "most": most}).scalars().all()
    leave_remains(session, digests)
    return len(digests)


_FORGET = text(
    """
    DELETE FROM uploads WHERE id IN (
        SELECT u.id FROM uploads u
        WHERE u.loose_since < :before AND NOT EXISTS (
            SELECT 1 FROM drafts d
            WHERE d.account_id = u.owner_id AND strpos(d.raw, CAST(u.id AS text)) > 0)
        AND NOT EXISTS (
            SELECT 1 FROM planned_posts p WHERE p.account_id = u.owner_id
            AND p.state = 'waiting' AND strpos(p.raw, CAST(u.id AS text)) > 0)
        AND NOT EXISTS (
            SELECT 1 FROM held_posts h WHERE h.account_id = u.owner_id
            AND h.state IN ('waiting', 'refused') AND strpos(h.raw, CAST(u.id AS text)) > 0)
        ORDER BY u.loose_since LIMIT :most
        FOR UPDATE SKIP LOCKED)
    RETURNING sha256
    """
)
