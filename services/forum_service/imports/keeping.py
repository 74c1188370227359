"""What an import needs until its worker has done it: the archive as a file, the key sealed."""

import base64
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any

from cryptography.fernet import Fernet, InvalidToken
from flask_babel import lazy_gettext as _

from corridor.errors import NotFound
from corridor.ids import uuid7


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
