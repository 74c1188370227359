"""Reading the documents that wait for it, and making them found."""

import json
import os
import subprocess
import sys
from typing import Any

import structlog
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from corridor.child import leashed
from forum_service.language import guess_language
from forum_service.search.documents import DOCUMENT, document_values
from forum_service.uploads.models import State, TextState, Upload
from forum_service.uploads.storage import FileStore

log = structlog.get_logger("forum.uploads")

# A reader that needs longer is stopped; its own limit of processor time comes first.
TIMEOUT = 90
# A search document has a limit of one megabyte; words beyond these are shown, but not found.
INDEXED = (150_000, 30_000)

_KEEP = text(
    f"""
    INSERT INTO upload_texts AS x (upload_id, pages, cut, language, document)
    SELECT u.id, CAST(:pages AS jsonb), :cut, :language, {DOCUMENT} FROM uploads u WHERE u.id = :upload
    ON CONFLICT (upload_id) DO UPDATE SET pages = EXCLUDED.pages, cut = EXCLUDED.cut,
        language = EXCLUDED.language, document = EXCLUDED.document
    """  # noqa: S608  a constant of the code; the values are bound
)


def read_next_text(sessions: sessionmaker[Session], _settings: Any = None) -> bool:
    """Read one document; whether there was one. No transaction is open meanwhile."""
    with sessions() as session:
        file = session.execute(_WAITING).one_or_none()
        store = FileStore.of(session)
    if file is None:
        return False
    found = _read(store, file)
    with sessions.begin() as session:
        _note(session, file, found)
    return True


_WAITING = (
    select(Upload.id, Upload.name, Upload.media_type, Upload.sha256)
    .where(Upload.text_state == TextState.WAITING, Upload.state == State.READY)
    .order_by(Upload.id)
    .limit(1)
)


def _read(store: FileStore, file: Any) -> dict[str, Any] | None:
    path = store.find(file.sha256)
    if path is None:
        return None
    command = [sys.executable, "-m", "forum_service.uploads.reading", file.media_type, str(path.resolve())]
    # The reader knows where our code is, and nothing of our secrets.
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            leashed(command), capture_output=True, timeout=TIMEOUT, check=True, env=environment
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        log.warning("file_not_read", upload=str(file.id), media_type=file.media_type, error=repr(error)[:300])
        return None
    return found


def _note(session: Session, file: Any, found: dict[str, Any] | None) -> None:
    state = TextState.FAILED if found is None else TextState.DONE
    if found is not None:
        keep_text(session, file, found["pages"], cut=found["cut"])
    session.execute(update(Upload).where(Upload.id == file.id).values(text_state=state))


def keep_text(session: Session, file: Any, pages: list[dict[str, str]], *, cut: bool = False) -> None:
    """Keep the words of a document and index them, by its name first."""
    words = "\n".join(page["text"] for page in pages)
    language = guess_language(words, default="en")
    name = file.name.rpartition(".")[0].replace("_", " ").replace("-", " ")
    values = {"upload": file.id, "pages": json.dumps(pages), "cut": cut, "language": language}
    for most in INDEXED:
        try:
            with session.begin_nested():
                indexed = document_values(title=name, text=words[:most], language=language)
                session.execute(_KEEP, {**values, **indexed})
                return
        except DBAPIError:
            # Too many different words for one search document.
            if most == INDEXED[-1]:
                raise
