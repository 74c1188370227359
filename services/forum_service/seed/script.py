"""Reading the demo world's discussions from seed/topics/*.txt.

=== forum | language | days ago | title
--- handle [+days] [to N] [quote N] [lang xx] [| pinned] [| wiki] [| mail]
The post in Markdown, up to the next such line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files

_TOPIC = re.compile(r"=== (?P<forum>\S+) \| (?P<language>\w\w) \| (?P<days>\d+) \| (?P<title>.+)")
_POST = re.compile(
    r"--- (?P<handle>\S+)(?: \+(?P<days>[\d.]+))?(?: to (?P<to>\d+))?(?: quote (?P<quote>\d+))?"
    r"(?: lang (?P<language>\w\w))?(?P<pinned> \| pinned)?(?P<wiki> \| wiki)?(?P<mail> \| mail)?"
)


@dataclass(frozen=True, kw_only=True)
class ScriptPost:
    """A post to come: who, how many days after the one before, in answer to or quoting which number."""

    handle: str
    days: float
    to: int | None
    quote: int | None
    language: str
    raw: str
    # Whether all who may reply may edit it.
    wiki: bool = False
    # Whether its author wrote it in a mail program.
    by_mail: bool = False


@dataclass(frozen=True, kw_only=True)
class ScriptTopic:
    """A topic to come."""

    forum: str
    language: str
    days_ago: int
    title: str
    pinned: bool
    posts: list[ScriptPost] = field(default_factory=list)


def read_script() -> list[ScriptTopic]:
    """All topics, the oldest first."""
    folder = files("forum_service").joinpath("seed/topics")
    texts = [entry.read_text(encoding="utf-8") for entry in sorted(folder.iterdir(), key=lambda e: e.name)]
    topics = [topic for text in texts for topic in _topics(text)]
    return sorted(topics, key=lambda topic: -topic.days_ago)


def _topics(text: str) -> Iterator[ScriptTopic]:
    for part in re.split(r"(?m)^(?==== )", text):
        if not part.strip():
            continue
        head, _newline, rest = part.partition("\n")
        match = _TOPIC.fullmatch(head)
        if match is None:
            raise ValueError(f"not the head of a topic: {head}")
        posts = list(_posts(rest, language=match["language"]))
        yield ScriptTopic(
            forum=match["forum"],
            language=match["language"],
            days_ago=int(match["days"]),
            title=match["title"],
            pinned="| pinned" in rest.partition("\n")[0],
            posts=posts,
        )


def _posts(text: str, *, language: str) -> Iterator[ScriptPost]:
    for part in re.split(r"(?m)^(?=--- )", text):
        if not part.strip():
            continue
        head, _newline, raw = part.partition("\n")
        match = _POST.fullmatch(head)
        if match is None:
            raise ValueError(f"not the head of a post: {head}")
        yield ScriptPost(
            handle=match["handle"],
            days=float(match["days"] or 0),
            to=int(match["to"]) if match["to"] else None,
            quote=int(match["quote"]) if match["quote"] else None,
            language=match["language"] or language,
            raw=raw.strip(),
            wiki=match["wiki"] is not None,
            by_mail=match["mail"] is not None,
        )
