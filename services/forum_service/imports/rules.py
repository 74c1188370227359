"""Reading old texts: what a subject is about, when a message was written, what its words are as Markdown."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise

LONGEST = 30_000
TITLE = 200
# Who answers after that long without saying what to begins something new.
SAME_SUBJECT_FOR = timedelta(days=60)
_LIST_TAG = re.compile(r"^\s*\[[^\]]{1,60}\]\s*")
# "Re:" in the languages of the house and of its neighbours, with the counters some programs write.
_REPLY = re.compile(
    r"^\s*(re|aw|sv|antw|res|rép|ref|fwd?|tr|rv|wg|отв|ответ|на|пер|رد|回复|答复|转发|回覆)\s*(\[\d+\]|\(\d+\))?\s*[:：]\s*",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_QUOTED = re.compile(r"^((?:>[ ]?)+)(.*)$")
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LEADING = re.compile(r"^(\s*)([-+]|\d{1,9}[.)])(\s)")


def topic_of(subject: str) -> tuple[str, bool]:
    """What a subject is about, and whether it says that it answers."""
    rest, answers = _SPACE.sub(" ", subject).strip(), False
    while True:
        shorter = _LIST_TAG.sub("", rest)
        stripped = _REPLY.sub("", shorter)
        answers = answers or stripped != shorter
        if stripped == rest:
            break
        rest = stripped
    return rest.strip(), answers


def title_of(subject: str) -> str:
    """A title that our topics can bear."""
    title = topic_of(subject.replace("\0", ""))[0][:TITLE].strip()
    return title if len(title) >= 4 else f"{title or '…'} (no subject)"


def moment_of(date: str, *, before: datetime, now: datetime) -> datetime:
    """When a message was written; where its date is none, right after the one before it."""
    try:
        found = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError):
        return before + timedelta(seconds=1)
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        moment = aware.astimezone(UTC)
    except (OverflowError, ValueError):
        return before + timedelta(seconds=1)
    return moment if datetime(1971, 1, 1, tzinfo=UTC) < moment <= now else before + timedelta(seconds=1)


def as_markdown(text: str) -> str:
    """Plain text as Markdown that looks the same: its lines stay lines, its quotations quotations."""
    lines: list[tuple[int, str]] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        match = _QUOTED.match(line)
        depth = match[1].count(">") if match else 0
        if lines and depth != lines[-1][0] and lines[-1][1]:
            # Without a line between them, one would be taken for a part of the other.
            lines.append((min(depth, lines[-1][0]), ""))
        lines.append((depth, _plain(match[2] if match else line)))
    return "\n".join(_drawn(lines)).strip()


def _drawn(lines: list[tuple[int, str]]) -> Iterator[str]:
    """A backslash ends a line that goes on in the next one; at the end of a paragraph it would be seen."""
    for (depth, words), (next_depth, next_words) in pairwise([*lines, (0, "")]):
        goes_on = words and next_words and depth == next_depth
        yield ("> " * depth + words + ("\\" if goes_on else "")).rstrip()


def _plain(line: str) -> str:
    escaped = _SIGNS.sub(r"\\\1", calling_nobody(line.expandtabs(4)).rstrip())
    escaped = _LEADING.sub(r"\1\\\2\3", escaped)
    indent = len(escaped) - len(escaped.lstrip(" "))
    # Four spaces would make it code; a hard one is still a space.
    return "\u00a0" * indent + escaped.lstrip(" ")


def calling_nobody(text: str) -> str:
    """Whoever was named there is not called here: a word joiner behind the sign is not seen."""
    return text.replace("@", "@\u2060")


def in_parts(markdown: str, *, longest: int = LONGEST) -> list[str]:
    """A long text as several posts, cut between paragraphs where there are any."""
    parts: list[str] = []
    rest = markdown
    while len(rest) > longest:
        cut = max(rest.rfind("\n\n", 0, longest), rest.rfind("\n", 0, longest) if "\n\n" not in rest else 0)
        cut = cut if cut > longest // 2 else longest
        parts.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [*parts, rest] if rest or not parts else parts
