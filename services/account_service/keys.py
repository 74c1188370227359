"""The signing key: made once, kept in a file only this service reads, its public half published."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any, cast

from joserfc.jwk import KeySet, OKPKey

from corridor.auth.tokens import ALGORITHM

# Tokens live ten minutes: the key before the present one checks those that are still under way.
KEPT = 2


@cache
def _private_keys(path: str) -> KeySet:
    """The keys of the file, the present one first; a file of one key alone is read too."""
    found = json.loads(Path(path).read_text(encoding="utf-8"))
    return KeySet.import_key_set(found if "keys" in found else {"keys": [found]})


def signing_key(path: str) -> OKPKey:
    """The private key that signs."""
    return cast(OKPKey, _private_keys(path).keys[0])


def public_keys(path: str) -> dict[str, Any]:
    """The key set that everybody may have."""
    return dict(_private_keys(path).as_dict(private=False))


def rotate_keys(signing: Path, published: Path) -> str:
    """Put a new key before the present one, which stays to check what it signed; returns the new key's id.

    Services that meet the new id fetch the published set anew; account_service signs with the new key from
    its next start on.
    """
    kept = _private_keys(str(signing)).keys[: KEPT - 1]
    key = _new_key()
    _write(signing, KeySet([key, *kept]).as_dict(private=True), mode=0o600)
    _private_keys.cache_clear()
    _write(published, public_keys(str(signing)), mode=0o644)
    return str(key.kid)


def _new_key() -> OKPKey:
    return OKPKey.generate_key("Ed25519", {"use": "sig", "alg": ALGORITHM}, auto_kid=True)


def make_keys(signing: Path, published: Path) -> bool:
    """Make the key files; what is there stays. Says whether a new key was made."""
    fresh = not signing.exists()
    if fresh:
        _write(signing, _new_key().as_dict(private=True), mode=0o600)
    _write(published, public_keys(str(signing)), mode=0o644)
    return fresh


def _write(path: Path, data: Any, *, mode: int) -> None:
    """Whole or not at all: a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
        json.dump(data, file)
    part.replace(path)
