"""Reading another forum through its interface, patiently."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin

from flask_babel import lazy_gettext as _

from corridor.errors import Invalid, Unavailable
from corridor.outbound.addresses import is_web_address, origin_of
from corridor.outbound.calling import Answer, Closed, Unreachable, addresses_of, call

# For an answer, and for a file.
SECONDS = 60.0
FILE_SECONDS = 300.0
TRIES = 5
LONGEST_WAIT = 120
# Posts are asked for in such bundles.
BUNDLE = 20
LARGEST_FILE = 50_000_000
LARGEST_ANSWER = 20_000_000
REDIRECTS = 3
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
        if not is_web_address(self.url):
            raise Invalid(_("Write an address that begins with https:// or http://."))
        try:
            addresses_of(self.url, private=self.private)
        except Closed:
            raise Invalid(_("This address is in our own network.")) from None
        except (OSError, ValueError):
            raise Unavailable(_("The other forum cannot be reached.")) from None

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
        answer = self._get(url, most=LARGEST_FILE, seconds=FILE_SECONDS, follow=REDIRECTS)
        if answer is None or answer.status != 200 or answer.cut:
            return None
        return answer.body or None

    def ask(self, path: str, query: dict[str, Any], *, needed: bool = True) -> dict[str, Any] | None:
        """What a path answers; None where there is nothing for this key."""
        asked = f"?{urlencode(query, doseq=True)}" if query else ""
        answer = self._get(f"{self.source}{path}{asked}", most=LARGEST_ANSWER, seconds=SECONDS)
        if answer is None or (answer.status in (401, 403) and needed):
            raise Unavailable(_("The other forum does not answer, or not with this key."))
        if answer.status >= 400:
            return None
        try:
            body = json.loads(answer.body)
        except ValueError:
            raise Unavailable(_("This is no forum that speaks the interface of Discourse.")) from None
        return body if isinstance(body, dict) else None

    def _get(self, url: str, *, most: int, seconds: float, follow: int = 0) -> Answer | None:
        for attempt in range(TRIES):
            try:
                answer = self._follow(url, most=most, seconds=seconds, steps=follow)
            except (Closed, ValueError):
                return None
            except Unreachable:
                time.sleep(attempt)
                continue
            if answer.status != 429 and answer.status < 500:
                return answer
            time.sleep(_pause(answer, attempt))
        return None

    def _follow(self, url: str, *, most: int, seconds: float, steps: int) -> Answer:
        """One call, and on to where it leads: each address is looked at like the first one."""
        while True:
            answer = call(
                "GET", url, headers=self._headers(url), most=most, seconds=seconds, private=self.private
            )
            target = answer.headers.get("Location", "")
            if steps == 0 or answer.status not in (301, 302, 303, 307, 308) or not target:
                return answer
            url, steps = urljoin(url, target), steps - 1

    def _headers(self, url: str) -> dict[str, str]:
        """The key goes to the forum it is for, and nowhere that a redirect leads."""
        known = bool(self.key) and origin_of(url) == origin_of(self.url)
        key = {"Api-Key": self.key, "Api-Username": self.user} if known else {}
        return {"Accept": "application/json", **key}


def _pause(answer: Answer, attempt: int) -> float:
    """As long as the other forum asks for, else a little longer each time."""
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked) if asked.isdigit() else 2.0**attempt, LONGEST_WAIT)
