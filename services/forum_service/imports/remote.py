"""Reading another forum through its interface, patiently."""

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from flask_babel import lazy_gettext as _

from corridor.errors import Invalid, Unavailable
from corridor.outbound.addresses import is_public, is_web_address

TIMEOUT = 30
TRIES = 5
LONGEST_WAIT = 120
# Posts are asked for in such bundles.
BUNDLE = 20
LARGEST_FILE = 50_000_000
SHORT = "/uploads/short-url/"


@dataclass(frozen=True, kw_only=True)
class Remote:
    """Another forum, and the key that reads it."""

    url: str
    key: str = ""
    user: str = ""
    # Whether it may stand in our own network.
    private: bool = False

    @property
    def source(self) -> str:
        """The name under which its things are remembered."""
        return self.url.rstrip("/")

    def check(self) -> None:
        """Raises Invalid where the address is none to be called."""
        parts = urlsplit(self.url)
        if not is_web_address(self.url):
            raise Invalid(_("Write an address that begins with https:// or http://."))
        try:
            found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
        except OSError:
            raise Unavailable(_("The other forum cannot be reached.")) from None
        if not self.private and not all(is_public(str(entry[4][0])) for entry in found):
            raise Invalid(_("This address is in our own network."))

    def topics(self, *, category: int | None) -> Iterator[dict[str, Any]]:
        """All topics, page by page; of one category, or of all."""
        path = f"/c/{category}.json" if category else "/latest.json"
        for page in range(10_000):
            answer = self.ask(path, {"page": str(page), "order": "created", "ascending": "true"})
            listed = (answer or {}).get("topic_list", {})
            yield from listed.get("topics", [])
            if not listed.get("topics") or not listed.get("more_topics_url"):
                return

    def posts(self, topic_id: int) -> Iterator[dict[str, Any]]:
        """All posts of a topic with their Markdown, in order."""
        topic = self.ask(f"/t/{topic_id}.json", {"include_raw": "true"})
        if topic is None:
            return
        stream: list[int] = topic["post_stream"]["stream"]
        for start in range(0, len(stream), BUNDLE):
            wanted = stream[start : start + BUNDLE]
            answer = self.ask(f"/t/{topic_id}/posts.json", {"post_ids[]": wanted, "include_raw": "true"})
            yield from (
                sorted(answer["post_stream"]["posts"], key=lambda post: post["post_number"]) if answer else []
            )

    def address_of(self, user: str) -> str:
        """The mail address of a user, where the key may know it; else nothing."""
        answer = self.ask(f"/u/{user}/emails.json", {}, needed=False)
        return str((answer or {}).get("email") or "")

    def file(self, path: str) -> bytes | None:
        """The bytes of a file of the other forum: of one of its short names, or of a path on its host."""
        url = self.source + path if path.startswith(SHORT) else urljoin(self.url, path)
        answer = self._get(url, {}, follow=True)
        data = answer.content if answer is not None and answer.ok else b""
        return data if 0 < len(data) <= LARGEST_FILE else None

    def ask(self, path: str, query: dict[str, Any], *, needed: bool = True) -> dict[str, Any] | None:
        """What a path answers; None where there is nothing for this key."""
        answer = self._get(self.source + path, query)
        if answer is None or (answer.status_code in (401, 403) and needed):
            raise Unavailable(_("The other forum does not answer, or not with this key."))
        if not answer.ok:
            return None
        try:
            body = answer.json()
        except ValueError:
            raise Unavailable(_("This is no forum that speaks the interface of Discourse.")) from None
        return body if isinstance(body, dict) else None

    def _get(self, url: str, query: dict[str, Any], *, follow: bool = False) -> requests.Response | None:
        headers = {"Api-Key": self.key, "Api-Username": self.user} if self.key else {}
        headers["Accept"] = "application/json"
        for attempt in range(TRIES):
            try:
                answer = requests.get(
                    url, params=query, headers=headers, timeout=TIMEOUT, allow_redirects=follow
                )
            except requests.RequestException:
                time.sleep(attempt)
                continue
            if answer.status_code != 429 and answer.status_code < 500:
                return answer
            time.sleep(_pause(answer, attempt))
        return None


def _pause(answer: requests.Response, attempt: int) -> float:
    """As long as the other forum asks for, else a little longer each time."""
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked) if asked.isdigit() else 2.0**attempt, LONGEST_WAIT)
