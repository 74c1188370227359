"""What the worker does with files: has them scanned, and removes what nobody needs."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from forum_service.telling import tell
from forum_service.uploads.actions import clear_remains, forget_orphans, leave_remains
from forum_service.uploads.models import State, TextState, Upload
from forum_service.uploads.parts import forget_parts
from forum_service.uploads.rules import page_url
from forum_service.uploads.scanning import Verdict, scan
from forum_service.uploads.storage import FileStore
from forum_service.urls import absolute

# Files asked about in one go: one that the scanner chokes on must not hold up the others.
AT_A_TIME = 20
# Longer than any upload may take.
LEFT = timedelta(days=2)


def check_files(sessions: sessionmaker[Session], settings: Any) -> bool:
    """Ask the scanner about files that are held, outside of transactions; whether some verdict came."""
    if not settings.scans:
        # The scanner was switched off: what is held is let go.
        with sessions.begin() as session:
            return _release(session, Upload.state == State.CHECKING)
    with sessions() as session:
        held = session.scalars(
            select(Upload).where(Upload.state == State.CHECKING).order_by(Upload.id).limit(AT_A_TIME)
        ).all()
        store = FileStore.of(session)
    answered = False
    for upload in held:
        path = store.find(upload.sha256)
        verdict = scan(path, settings) if path else Verdict(clean=False, found="?")
        if verdict is not None:
            answered = True
            with sessions.begin() as session:
                _note(session, upload, verdict, origin=settings.base_url)
    return answered


def _note(session: Session, upload: Upload, verdict: Verdict, *, origin: str) -> None:
    mine = (Upload.id == upload.id) & (Upload.state == State.CHECKING)
    if verdict.clean:
        _release(session, mine)
        return
    refused = {"state": State.REFUSED, "reason": verdict.found, "text_state": TextState.NONE}
    known = session.execute(update(Upload).where(mine).values(**refused).returning(Upload.id))
    if known.scalar_one_or_none() is None:
        return
    leave_remains(session, [upload.sha256])
    tell(
        session,
        "moderation_file_refused",
        key=f"upload/{upload.id}",
        title=upload.name,
        url=absolute(page_url(upload.id), origin=origin),
        recipients={upload.owner_id: "author"},
        now=clock.now(),
    )


def _release(session: Session, which: ColumnElement[bool]) -> bool:
    released = update(Upload).where(which).values(state=State.READY).returning(Upload.id)
    return bool(session.execute(released).all())


def clear_files(sessions: sessionmaker[Session], settings: Any) -> bool:
    """Remove files that nothing refers to, uploads never ended, and bytes left over."""
    now = clock.now()
    with sessions.begin() as session:
        done = forget_orphans(session, before=now - timedelta(days=settings.upload_keep_days))
        done += forget_parts(session, now=now)
    with sessions.begin() as session:
        FileStore.of(session).sweep(before=now - LEFT)
        return bool(done + clear_remains(session))
