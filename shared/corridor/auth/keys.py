"""The public keys of account_service, from a file or an address, kept for ten minutes."""

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from corridor.auth.tokens import TokenRefused

KEEP_SECONDS = 600
# A flood of tokens with invented key ids must not become a flood of fetches.
REFETCH_SECONDS = 60
# Before the first answer there is nothing to go on with, so ask again sooner.
FIRST_RETRY_SECONDS = 2
TIMEOUT_SECONDS = 5


class PublicKeys:
    """Finds the key set that holds a key id; one instance serves all threads of a process."""

    def __init__(self, source: str, *, timer: Callable[[], float] = time.monotonic) -> None:
        self._source = source
        self._timer = timer
        self._lock = threading.Lock()
        self._keys: KeySet | None = None
        self._fetched = float("-inf")
        self._tried = float("-inf")

    def find(self, kid: str) -> KeySet:
        """The keys, fetched anew when they are old or lack `kid`; TokenRefused when they still do."""
        with self._lock:
            if not self._knows(kid) or self._age() > KEEP_SECONDS:
                self._refetch()
            if self._keys is None or not self._knows(kid):
                raise TokenRefused("unknown key")
            return self._keys

    def _knows(self, kid: str) -> bool:
        return self._keys is not None and any(key.kid == kid for key in self._keys.keys)

    def _age(self) -> float:
        return self._timer() - self._fetched

    def _refetch(self) -> None:
        pause = REFETCH_SECONDS if self._keys else FIRST_RETRY_SECONDS
        if self._timer() - self._tried < pause:
            return
        self._tried = self._timer()
        try:
            self._keys = KeySet.import_key_set(_read(self._source))
            self._fetched = self._timer()
        except (OSError, ValueError, TypeError, KeyError, JoseError):
            # The old keys stay good: account_service may be restarting.
            return


def _read(source: str) -> Any:
    if not source.startswith(("http://", "https://")):
        return json.loads(Path(source).read_text())
    answer = requests.get(source, timeout=TIMEOUT_SECONDS, allow_redirects=False)
    answer.raise_for_status()
    return answer.json()
