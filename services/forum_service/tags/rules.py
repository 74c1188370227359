"""What a tag may be, and which of them a topic may bear."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _

from corridor.auth import Viewer
from corridor.errors import Invalid

TAGS = 6
LONGEST = 40
_APART = re.compile(r"[,،、;\n]")
_NOT_IN_TAGS = re.compile(r"[\W_]+")


@dataclass(frozen=True, kw_only=True)
class KnownTag:
    """What the rules need to know of a tag: the word it stands for, and its group."""

    slug: str
    same_as: str | None = None
    group: str | None = None
    staff_only: bool = False
    one_only: bool = False


def as_slug(word: str) -> str:
    """A word or two as a tag, in its own script: "Access & benefit sharing" is access-benefit-sharing."""
    folded = unicodedata.normalize("NFKC", word[: 4 * LONGEST]).casefold()
    return _NOT_IN_TAGS.sub("-", folded).strip("-")[:LONGEST].strip("-")


def read_tags(typed: str) -> list[str]:
    """The tags in a line with commas between, each once."""
    words = _APART.split(typed)
    return list(dict.fromkeys(slug for word in words if (slug := as_slug(word))))


def may_tag(viewer: Viewer, *, author_id: UUID, archived: bool, moderator: bool) -> bool:
    """The author of a topic and its moderators, unless it is a record by now."""
    return not archived and (moderator or viewer.id == author_id)


def choose_tags(
    asked: Iterable[str], known: Mapping[str, KnownTag], *, staff: bool, had: Collection[str] = ()
) -> Sequence[str]:
    """The tags a topic gets, other words put right; raises Invalid where there are too many or none may.

    `had` are those it bears already: a member who edits need not take away what staff put there.
    """
    chosen = list(dict.fromkeys(_right_word(slug, known) for slug in asked))
    if len(chosen) > TAGS:
        raise _wrong(_("A topic has at most %(count)s tags.", count=TAGS))
    for slug in chosen:
        tag = known.get(slug)
        if tag and tag.staff_only and not staff and slug not in had:
            raise _wrong(_("Only staff put the tag %(tag)s on topics.", tag=slug))
    _check_groups(chosen, known)
    return chosen


def _right_word(slug: str, known: Mapping[str, KnownTag]) -> str:
    tag = known.get(slug)
    return tag.same_as if tag and tag.same_as else slug


def _check_groups(chosen: Sequence[str], known: Mapping[str, KnownTag]) -> None:
    taken: dict[str, str] = {}
    for slug in chosen:
        tag = known.get(slug)
        if tag is None or not tag.one_only or tag.group is None:
            continue
        if tag.group in taken:
            other = taken[tag.group]
            raise _wrong(_("Please choose one of %(one)s and %(other)s.", one=other, other=slug))
        taken[tag.group] = slug


def _wrong(message: object) -> Invalid:
    return Invalid(message, errors={"tags": [message]})
