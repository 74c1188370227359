"""Getting what was attached to a mail from the service that received it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

# To connect, and between two pieces.
TIMEOUT = (5, 30)
_OURS = "/notify/"
_GONE = (404, 410)


class Unreachable(Exception):
    """There was no answer; asking again later will help."""


class Gone(Exception):
    """There is no such file, and there will be none."""


@contextmanager
def fetch(url: str, settings: Any) -> Iterator[IO[bytes]]:
    """The bytes of a file.

    Of its address only the path counts: our settings say where the other service is, so that our secret is
    shown to nobody else.
    """
    place = urlsplit(url)
    if not place.path.startswith(_OURS):
        raise Gone(url)
    base = (settings.notify_url or settings.base_url).rstrip("/")
    query = f"?{place.query}" if place.query else ""
    try:
        with requests.get(
            f"{base}{place.path}{query}",
            headers={"Authorization": f"Bearer {settings.internal_secret}"},
            timeout=TIMEOUT,
            stream=True,
            allow_redirects=False,
        ) as answer:
            if answer.status_code in _GONE:
                raise Gone(url)
            if answer.status_code != requests.codes.ok:
                raise Unreachable(f"status {answer.status_code}")
            answer.raw.decode_content = True
            yield cast(IO[bytes], answer.raw)
    except (requests.RequestException, HTTPError) as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from error
