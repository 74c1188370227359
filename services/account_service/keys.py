"""The signing key: made once, kept in a file only this service reads, its public half published."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from joserfc.jwk import KeySet, OKPKey

from corridor.auth.tokens import ALGORITHM


@cache
def signing_key(path: str) -> OKPKey:
    """The private key."""
    return OKPKey.import_key(json.loads(Path(path).read_text(encoding="utf-8")))


def public_keys(path: str) -> dict[str, Any]:
    """The key set that everybody may have."""
    return dict(KeySet([signing_key(path)]).as_dict(private=False))


def make_keys(signing: Path, published: Path) -> bool:
    """Make the key files; what is there stays. Says whether a new key was made."""
    fresh = not signing.exists()
    if fresh:
        key = OKPKey.generate_key("Ed25519", {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
        _write(signing, key.as_dict(private=True), mode=0o600)
    _write(published, public_keys(str(signing)), mode=0o644)
    return fresh


def _write(path: Path, data: Any, *, mode: int) -> None:
    """Whole or not at all: a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
        json.dump(data, file)
    part.replace(path)
