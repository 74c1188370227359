"""One call to an address that somebody chose: it must not reach into our own network."""

import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import certifi
import urllib3
from urllib3.exceptions import HTTPError

from forum_service.webhooks.rules import is_public

TIMEOUT = urllib3.Timeout(connect=5, read=10, total=15)
# As much of an answer as the log shows.
SHOWN = 1000


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back; no status where there was no answer."""

    status: int | None
    text: str


def call(url: str, body: bytes, headers: dict[str, str], *, private: bool) -> Answer:
    """Post to the address, following no redirect. `private` lets it be in our own network."""
    parts = urlsplit(url)
    try:
        address = _address_of(parts, private=private)
        pool = _pool(parts, address)
        # The name was looked up once, and what was looked at is what is called.
        answer = pool.urlopen(
            "POST",
            (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
            body=body,
            headers={**headers, "Host": parts.netloc},
            redirect=False,
            retries=False,
            preload_content=False,
        )
        text = answer.read(SHOWN, decode_content=False).decode("utf-8", "replace")
        answer.close()
        return Answer(status=answer.status, text=text.replace("\0", ""))
    except (OSError, HTTPError, ValueError) as error:
        return Answer(status=None, text=f"{type(error).__name__}: {error}"[:SHOWN])


def _address_of(parts: SplitResult, *, private: bool) -> str:
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not private and not all(is_public(address) for address in addresses):
        raise ValueError("the address is in a private network")
    return addresses[0]


def _pool(parts: SplitResult, address: str) -> urllib3.HTTPConnectionPool:
    if parts.scheme == "http":
        return urllib3.HTTPConnectionPool(address, parts.port or 80, timeout=TIMEOUT)
    return urllib3.HTTPSConnectionPool(
        address,
        parts.port or 443,
        timeout=TIMEOUT,
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
        server_hostname=parts.hostname,
        assert_hostname=parts.hostname,
    )
