"""The addresses that programs call, brought to the one form our routes have."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode

PREFIX = "/forum/discourse"
# No path of those programs begins like this.
ON_THE_SITE = "/forum/"
_SLASHES = re.compile(r"/{2,}")
# The same thing under several names: the left one is called, the right one is routed.
_ALIASES = (
    (re.compile(r"^/users(?=/|$)"), "/u"),
    (re.compile(r"^/g(?=/|$)"), "/groups"),
    (re.compile(r"^/admin/groups/(\d+)/(members|owners)$"), r"/groups/\1/\2"),
    (re.compile(r"^/notifications/read$"), "/notifications/mark-read"),
)


def next_page(path: str, query: Iterable[tuple[str, str]]) -> str:
    """The address of a next page as programs join it: behind the address that they know us by."""
    asked = urlencode(list(query))
    return quote(path.removeprefix(PREFIX)) + (f"?{asked}" if asked else "")


def plain(path: str) -> str:
    """A called path without ".json", doubled and trailing slashes, under its first name.

    >>> plain("/users/jane.json")
    '/u/jane'
    """
    short = _SLASHES.sub("/", f"/{path}").removesuffix(".json").rstrip("/")
    for called, routed in _ALIASES:
        short = called.sub(routed, short)
    return short


class DiscoursePaths:
    """In front of the forum: paths are read kindly, since a redirect would break the programs.

    Whoever gives the interface a host name of its own has it at that host's root, where some programs look.
    """

    def __init__(self, app: Any, *, host: str = "") -> None:
        self._app = app
        self._host = host.lower()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        # Files stand in posts by their address on the site, and are fetched where the posts were.
        if self._is_own_host(environ) and not path.startswith(ON_THE_SITE):
            path = PREFIX + path
        if path == PREFIX or path.startswith(f"{PREFIX}/"):
            environ = {**environ, "PATH_INFO": PREFIX + plain(path.removeprefix(PREFIX))}
        answer: Iterable[bytes] = self._app(environ, start_response)
        return answer

    def _is_own_host(self, environ: dict[str, Any]) -> bool:
        called = environ.get("HTTP_HOST", "").lower()
        return bool(self._host) and called.partition(":")[0] == self._host
