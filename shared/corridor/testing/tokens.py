"""Real tokens, signed by a key of the test session."""

import base64
import json
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

from joserfc.jwk import KeySet, OKPKey

from corridor import clock
from corridor.auth.tokens import Claims, mint
from corridor.testing import run


def key_files() -> Path:
    """The folder with signing.json (private) and jwks.json (public), the same for all worker processes."""
    folder = run.folder() / "keys"
    with run.turn("keys"):
        if not (folder / "jwks.json").exists():
            _write_keys(folder)
    return folder


def _write_keys(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    key = OKPKey.generate_key("Ed25519", {"use": "sig", "alg": "Ed25519"}, auto_kid=True)
    (folder / "signing.json").write_text(json.dumps(key.as_dict(private=True)))
    (folder / "jwks.json").write_text(json.dumps(KeySet([key]).as_dict(private=False)))


@cache
def _signing_key(folder: Path) -> OKPKey:
    return OKPKey.import_key(json.loads((folder / "signing.json").read_text()))


def token_for(
    account_id: UUID, *, roles: tuple[str, ...], version: int, base_url: str, session_id: str | None = None
) -> str:
    """A token as account_service would mint it now."""
    claims = Claims(
        account_id=account_id,
        session_id=session_id or uuid4().hex,
        issued_at=clock.now(),
        roles=frozenset(roles),
        version=version,
    )
    return mint(_signing_key(key_files()), claims, base_url=base_url)


def session_of(token: str) -> str:
    """The session id inside a token."""
    payload = token.split(".")[1]
    data = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return str(data["sid"])
