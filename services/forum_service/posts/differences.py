"""What an edit changed, by words, for people to read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

Kind = Literal["same", "out", "in"]
# Words of scripts that write them apart; of Chinese each sign.
_WORD = re.compile(r"[\u3400-\u9fff]|\s+|[^\W\u3400-\u9fff]+|.", re.DOTALL)
# The time to compare grows with the square: beyond these a passage is shown as replaced as a whole.
_MOST_LINES = 2_000
_MOST_WORDS = 1_000
# Unchanged text between two changes, and how much of it is shown around them.
_LONG, _AROUND = 500, 160


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A piece of text that stayed, was taken out or was put in."""

    kind: Kind
    text: str


@lru_cache(maxsize=256)
def differences(old: str, new: str) -> Sequence[Passage]:
    """The new text and what was taken out of the old one, in the order of reading."""
    return tuple(_shortened(_joined(_by_lines(old, new))))


def changes_of(versions: Sequence[str], now: str) -> Sequence[Sequence[Passage]]:
    """What each edit changed; `versions` are the earlier texts, the newest first."""
    return [differences(old, new) for old, new in zip(versions, [now, *versions], strict=False)]


def _by_lines(old: str, new: str) -> Iterator[Passage]:
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if max(len(before), len(after)) > _MOST_LINES:
        yield from _replaced(old, new)
        return
    for kind, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        was, is_ = "".join(before[a:b]), "".join(after[c:d])
        if kind == "equal":
            yield Passage(kind="same", text=is_)
        else:
            yield from _by_words(was, is_)


def _by_words(old: str, new: str) -> Iterator[Passage]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        yield from _replaced(old, new)
        return
    for kind, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            yield Passage(kind="same", text="".join(after[c:d]))
        else:
            yield from _replaced("".join(before[a:b]), "".join(after[c:d]))


def _replaced(old: str, new: str) -> Iterator[Passage]:
    if old:
        yield Passage(kind="out", text=old)
    if new:
        yield Passage(kind="in", text=new)


def _joined(passages: Iterator[Passage]) -> Sequence[Passage]:
    """Neighbours of one kind as one."""
    found: list[Passage] = []
    for passage in passages:
        if found and found[-1].kind == passage.kind:
            found[-1] = Passage(kind=passage.kind, text=found[-1].text + passage.text)
        else:
            found.append(passage)
    return found


def _shortened(passages: Sequence[Passage]) -> Iterator[Passage]:
    last = len(passages) - 1
    for place, passage in enumerate(passages):
        if passage.kind != "same" or len(passage.text) <= _LONG:
            yield passage
            continue
        head = "" if place == 0 else passage.text[:_AROUND].rsplit(" ", 1)[0]
        tail = "" if place == last else passage.text[-_AROUND:].split(" ", 1)[-1]
        yield Passage(kind="same", text=f"{head} … {tail}".strip(" "))
