"""Where another mail begins: "-----Original Message-----", and the From/Sent/To/Subject it starts with."""

import re

from notify_service.inbound.parsing.lines import Line
from notify_service.inbound.parsing.words import pattern, sections

_KINDS = {word: kind for kind, words in sections("header_labels").items() for word in words}
_LABEL = re.compile(r"^\s*(?:-{2,}\s+|\|\s*)?([^\W\d_][^:：|\n]{0,24}?)\s*(?:\|\s*)?[:：]\s*(?:\|\s*)?(.*)$")
_ADDRESS = re.compile(r"[^\s@<]@[\w-]+")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:：.]\d{2}(?!\d)")
_SEPARATOR = re.compile(r"^(?:[-_=*~—–─]{5,}|\* ?\* ?\*|-{3,}.{0,60}-{3,}|(?:_ ){10,}_?|―{4,})$")
_TITLE = pattern("other_mail")
_BEGIN = pattern("passed_on")


def begins_other_mail(lines: list[Line], place: int) -> bool:
    """Whether from this line on stands another mail, put there whole."""
    text = lines[place].bare
    if not text or len(text) > 400:
        return False
    if is_title(text):
        return True
    first = _label(text)
    if first is None or first[0] not in ("from", "sent", "subject", "to"):
        return False
    return _is_block(lines, place)


def is_title(text: str) -> bool:
    """ "-----Original Message-----" and its kin."""
    dashed = re.fullmatch(r"[-_=*─—>#]{2,}.{0,90}?[-_=*─—<#]{2,}[:：]?|-{3,}.{4,60}", text)
    return bool(dashed and _TITLE.search(text)) or bool(_BEGIN.fullmatch(text.rstrip(" :：")))


def is_separator(line: Line) -> bool:
    """A line drawn above such a block."""
    return bool(_SEPARATOR.match(line.text.strip().strip(">").strip()) or is_title(line.bare))


def _is_block(lines: list[Line], place: int) -> bool:
    kinds: list[str] = []
    found: list[str] = []
    misses = gap = 0
    for line in lines[place : place + 14]:
        label = _label(line.bare) if line.kind == lines[place].kind else None
        if line.blank:
            gap += 1
        elif label is not None and label[0] not in kinds and _follows(kinds, gap):
            kinds.append(label[0])
            found.append(label[1])
            misses = gap = 0
        elif gap or (len(kinds) < 2 and not _LABEL.match(line.bare)):
            break
        else:
            # A long list of recipients runs over several lines.
            misses += 1
            if misses > 2:
                break
    return _convinces(kinds, found, separated=_separated(lines, place))


def _follows(kinds: list[str], gap: int) -> bool:
    """Whether a header so many empty lines below belongs to those above; only From begins loosely."""
    return gap <= (1 if kinds[:1] == ["from"] else 0)


def _convinces(kinds: list[str], values: list[str], *, separated: bool) -> bool:
    """Travel plans have From, To and Date too; mails have a subject or an address."""
    if "from" not in kinds or not {"sent", "subject", "to"} & set(kinds):
        return False
    if kinds[0] not in ("from", "sent") and "subject" not in kinds:
        return False
    addressed = any(_ADDRESS.search(value) or _CLOCK.search(value) for value in values)
    if {"sent", "subject"} <= set(kinds):
        return True
    return (addressed or separated) if len(kinds) >= 3 else (addressed and separated)


def _separated(lines: list[Line], place: int) -> bool:
    above = next((line for line in reversed(lines[max(place - 3, 0) : place]) if not line.blank), None)
    return above is not None and is_separator(above)


def _label(text: str) -> tuple[str, str] | None:
    """The kind of header the line is, and what it says."""
    found = _LABEL.match(text.replace("`", ""))
    if not found:
        return None
    kind = _KINDS.get(re.sub(r"\s+", " ", found[1]).strip().lower())
    return (kind, found[2]) if kind else None
