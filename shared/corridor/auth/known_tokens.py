"""Tokens checked a moment ago: a page is asked for many times with the same one.

Only the signature is taken as known, and for a minute at most; the end of the token is looked at each time,
and revocations are in the database, which is asked for every request anyhow.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from corridor import clock
from corridor.auth.tokens import Claims

KNOWN_FOR = timedelta(minutes=1)
MOST = 5000


class KnownTokens:
    """One per app, shared by its threads."""

    def __init__(self) -> None:
        self._checked: OrderedDict[str, tuple[datetime, Claims]] = OrderedDict()
        self._lock = Lock()

    def claims(self, token: str, check: Callable[[str], Claims]) -> Claims:
        """The claims of a token; `check` is asked when it was not checked of late, and may raise."""
        now = clock.now()
        found = self._checked.get(token)
        if found is not None and _holds(*found, now=now):
            return found[1]
        claims = check(token)
        with self._lock:
            self._checked[token] = (now, claims)
            while len(self._checked) > MOST:
                self._checked.popitem(last=False)
        return claims


def _holds(checked_at: datetime, claims: Claims, *, now: datetime) -> bool:
    fresh = timedelta(0) <= now - checked_at < KNOWN_FOR
    return fresh and claims.expires_at is not None and now < claims.expires_at
