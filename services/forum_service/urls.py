"""Where things of the forum live; pages, mails and events all ask here."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

_NOT_IN_SLUGS = re.compile(r"[\W_]+")
SLUG_LENGTH = 80


def slugify(title: str) -> str:
    """The words of a title in its own script: "التنوع-البيولوجي" reads better than its transcription."""
    words = _NOT_IN_SLUGS.sub("-", unicodedata.normalize("NFC", title).casefold())
    slug = words.strip("-")[:SLUG_LENGTH].strip("-")
    # A slug of digits alone would be taken for the id that follows it.
    return slug if slug and not slug.isdigit() else f"topic-{slug}".rstrip("-")


def board_url(slug: str) -> str:
    return f"/forum/f/{_encoded(slug)}"


def tag_url(slug: str) -> str:
    return f"/forum/tag/{_encoded(slug)}"


def topic_url(topic_id: int, slug: str, *, page: int = 1) -> str:
    """The page of a topic: the first one has no number, so that it has one address only."""
    path = f"/forum/t/{_encoded(slug)}/{topic_id}"
    return path if page == 1 else f"{path}?page={page}"


def post_url(topic_id: int, slug: str, number: int) -> str:
    """The stable path of a post: the server opens the right page and marks it."""
    return f"/forum/t/{_encoded(slug)}/{topic_id}/{number}"


def job_url(job_id: int) -> str:
    return f"/forum/jobs/{job_id}"


@lru_cache(maxsize=10_000)
def _encoded(slug: str) -> str:
    """Letters beyond ASCII as a browser would send them: in mails a raw one ends the link."""
    return quote(slug, safe="")


def absolute(path: str, *, origin: str) -> str:
    """The address outside of our pages, in mails and feeds."""
    return origin.rstrip("/") + path
