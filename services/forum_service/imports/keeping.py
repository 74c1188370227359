"""What an import needs until its worker has done it: the archive as a file, the key sealed."""

import base64
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any

from cryptography.fernet import Fernet, InvalidToken
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.errors import NotFound
from corridor.ids import uuid7
from forum_service.imports.tracing import archives_wanted

# An archive lies there before its job does.
UNCLAIMED = timedelta(hours=1)


def keep_archive(settings: Any, stream: IO[bytes]) -> str:
    """Put an archive aside for the worker; its name there."""
    folder = Path(settings.var) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{uuid7()}.mbox"
    with (folder / name).open("wb") as kept:
        copyfileobj(stream, kept)
    return name


def archive_path(settings: Any, name: str) -> Path:
    """Where an archive lies; raises NotFound when it is gone."""
    path = Path(settings.var) / "imports" / Path(name).name
    if not path.is_file():
        raise NotFound(_("The archive is no longer there. Please send it again."))
    return path


def clear_archives(sessions: sessionmaker[Session], settings: Any) -> bool:
    """Throw away the archives whose jobs are over, however they ended."""
    folder = Path(settings.var) / "imports"
    old = [path for path in folder.glob("*.mbox") if _age(path) > UNCLAIMED]
    if old:
        with sessions() as session:
            wanted = archives_wanted(session)
        for path in old:
            if path.name not in wanted:
                path.unlink(missing_ok=True)
    return False


def _age(path: Path) -> timedelta:
    try:
        return clock.now() - datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return timedelta()


def seal(settings: Any, secret: str) -> str:
    """A key as it may stand in a database."""
    return _lock(settings).encrypt(secret.encode()).decode() if secret else ""


def unseal(settings: Any, sealed: str) -> str:
    """The key again; nothing where it was sealed with another secret."""
    try:
        return _lock(settings).decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""


def _lock(settings: Any) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(f"imports:{settings.secret_key}".encode()).digest()))
