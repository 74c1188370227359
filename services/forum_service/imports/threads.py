"""Which messages belong together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from forum_service.imports.mails import Head
from forum_service.imports.rules import SAME_SUBJECT_FOR, moment_of, topic_of


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A message with its time, the message that opened its topic, and the one it answers."""

    head: Head
    at: datetime
    root: str
    parent: str | None


def in_threads(
    heads: Iterable[Head], *, now: datetime, is_known: Callable[[str], bool] = lambda _id: False
) -> list[Placed]:
    """The messages by time, each in its topic: by what it refers to, else by a subject that says "Re:".

    Who answers a message of an earlier archive (`is_known`) opens nothing, whatever the subject is like.

    >>> in_threads([], now=datetime(2026, 1, 1))
    []
    """
    dated = _dated(heads, now=now)
    placed: dict[str, Placed] = {}
    subjects: dict[str, Placed] = {}
    for head, at in dated:
        if head.id in placed:
            continue
        parent = _parent(head, at, placed=placed, subjects=subjects, is_known=is_known)
        one = Placed(
            head=head,
            at=at,
            root=parent.root if parent else head.id,
            parent=parent.head.id if parent else None,
        )
        placed[head.id] = one
        subjects[topic_of(head.subject)[0].casefold()] = one
    return list(placed.values())


def _dated(heads: Iterable[Head], *, now: datetime) -> list[tuple[Head, datetime]]:
    found: list[tuple[Head, datetime]] = []
    before = datetime(1971, 1, 2, tzinfo=now.tzinfo)
    for head in heads:
        before = moment_of(head.date, before=before, now=now)
        found.append((head, before))
    return sorted(found, key=lambda one: (one[1], one[0].key))


def _parent(
    head: Head,
    at: datetime,
    *,
    placed: Mapping[str, Placed],
    subjects: Mapping[str, Placed],
    is_known: Callable[[str], bool],
) -> Placed | None:
    named = next((placed[parent] for parent in head.parents if parent in placed), None)
    if named is not None or any(is_known(parent) for parent in head.parents):
        return named
    about, answers = topic_of(head.subject)
    same = subjects.get(about.casefold()) if answers and about else None
    return same if same is not None and at - same.at <= SAME_SUBJECT_FOR else None
