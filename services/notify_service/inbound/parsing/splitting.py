"""The sender's own words apart from what was quoted, signed and added."""

from dataclasses import dataclass, replace

from notify_service.inbound.parsing.attribution import attribution_at
from notify_service.inbound.parsing.header_blocks import begins_other_mail, is_separator
from notify_service.inbound.parsing.lines import Line, text_of
from notify_service.inbound.parsing.signatures import banner_ends, is_address, signature_at

# A quote between the answers is kept; of a longer one only its end, which is what is answered.
_LONGEST_QUOTE = 40
_KEPT = 15
# A hundred pages; nobody's words go beyond, and what does is kept among what was cut.
_MOST_LINES = 6000


@dataclass(frozen=True, kw_only=True)
class Split:
    """Own words and the rest; `quoted` tells whether another mail was found in there."""

    own: str
    cut: str
    quoted: bool = False


def split(lines: list[Line], *, forwarded: bool = False, name: str = "") -> Split:
    """What the sender, of that name, says herself; of a mail passed on without a word, all of it."""
    lines, beyond = lines[:_MOST_LINES], lines[_MOST_LINES:]
    top = banner_ends(lines)
    body = lines[top:]
    end = _other_mail_at(body)
    own, cut = _parted(_unattributed(body[:end]), name)
    if not own and forwarded:
        return Split(own=text_of(body), cut="", quoted=True)
    if not own and end < len(body):
        own, cut, end = _below(body, end) or (own, cut, end)
    if not own:
        own, cut = _inside_signature(body[:end]) or (own, cut)
    rest = [*lines[:top], *cut, *body[end:], *beyond]
    quoted = end < len(body) or any(line.kind == "quote" for line in body)
    return Split(own=text_of(own), cut=text_of(rest), quoted=quoted)


def _other_mail_at(lines: list[Line]) -> int:
    """Where the first mail that was put under the words whole begins."""
    for place, line in enumerate(lines):
        if line.kind == "end" or (line.kind != "quote" and begins_other_mail(lines, place)):
            return _above(lines, place)
        if line.kind != "quote" and _attributes_unmarked(lines, place):
            return place
    return len(lines)


def _attributes_unmarked(lines: list[Line], place: int) -> bool:
    """The sentence of a mail program, and under it words that bear no marks of a quote."""
    count = 1 if lines[place].kind == "name" else attribution_at(lines, place, before_quote=False)
    if not count:
        return False
    following = next((line for line in lines[place + count :] if not line.blank), None)
    return following is not None and following.kind not in ("quote", "name")


def _above(lines: list[Line], place: int) -> int:
    """The line drawn above another mail goes with it."""
    while place and (lines[place - 1].blank or (lines[place - 1].kind == "own" and _rule(lines[place - 1]))):
        place -= 1
    return place


def _rule(line: Line) -> bool:
    return is_separator(line)


def _unattributed(lines: list[Line]) -> list[Line]:
    """The lines, those above a quote that only say whose it is made part of it."""
    found: list[Line] = []
    place = 0
    while place < len(lines):
        count = _attribution_of_quote(lines, place)
        if count:
            found += [Line(text=line.text, kind="name") for line in lines[place : place + count]]
            place += count
            continue
        found.append(lines[place])
        place += 1
    return found


def _attribution_of_quote(lines: list[Line], place: int) -> int:
    if lines[place].kind in ("quote", "name"):
        return 0
    count = attribution_at(lines, place, before_quote=True)
    if not count:
        return 0
    following = next((line for line in lines[place + count : place + count + 4] if not line.blank), None)
    at_end = all(line.blank for line in lines[place + count :])
    strict = attribution_at(lines, place, before_quote=False)
    return count if (following is not None and following.kind == "quote") or (at_end and strict) else 0


def _parted(lines: list[Line], name: str = "") -> tuple[list[Line], list[Line]]:
    """Quotes between answers stay, those above or below all of them go."""
    kept = [line for line in lines if line.kind != "name"]
    names = [line for line in lines if line.kind == "name"]
    foot = signature_at(kept, name=name)
    foot = _above_address(kept[:foot])
    body, tail = kept[:foot], kept[foot:]
    while body and (body[-1].blank or body[-1].kind == "quote"):
        tail.insert(0, body.pop())
    if body and tail:
        # Under a quote at the end may stand the signature of a mail that was answered on top.
        again = signature_at(body, name=name)
        body, tail = body[:again], [*body[again:], *tail]
    first = next((place for place, line in enumerate(body) if line.kind != "quote" and not line.blank), 0)
    lead, body = body[:first], body[first:]
    if any(line.kind == "quote" for line in body):
        body, lead = _interleaved(lead, body)
    return body, [*names, *lead, *tail]


def _above_address(lines: list[Line]) -> int:
    """Where the quote ends under which stands an address that a server put there, and words above it."""
    last = next((place for place in range(len(lines) - 1, -1, -1) if lines[place].kind == "quote"), -1)
    answered = any(line.kind == "own" and not line.blank for line in lines[: max(last, 0)])
    return last + 1 if answered and is_address(lines[last + 1 :]) else len(lines)


def _interleaved(lead: list[Line], body: list[Line]) -> tuple[list[Line], list[Line]]:
    """Answers between quotes: what stands above the first of them is answered too."""
    found: list[Line] = []
    run: list[Line] = []
    away: list[Line] = []
    for line in [*lead, *body]:
        if line.kind == "quote":
            run.append(line)
            continue
        if run and not line.blank:
            found, away = _with_quote(found, run, away)
            run = []
        if run:
            run.append(line)
        else:
            found.append(line)
    return found, away


def _with_quote(found: list[Line], run: list[Line], away: list[Line]) -> tuple[list[Line], list[Line]]:
    if len(run) > _LONGEST_QUOTE:
        away = [*away, *run[:-_KEPT]]
        run = [Line(text="> […]", kind="quote"), *run[-_KEPT:]]
    while run and run[-1].blank:
        run = run[:-1]
    gap = [Line(text="")]
    before = gap if found and not found[-1].blank else []
    return [*found, *before, *run, *gap], away


def _below(lines: list[Line], end: int) -> tuple[list[Line], list[Line], int] | None:
    """Words under a mail that stands whole above them, if something marks where it ends."""
    marked = [place for place in range(end, len(lines)) if lines[place].kind == "quote"]
    if not marked or lines[end].kind == "end":
        return None
    own, cut = _parted(_unattributed(lines[marked[-1] + 1 :]))
    return (own, [*lines[: marked[-1] + 1], *cut], len(lines)) if own else None


def _inside_signature(lines: list[Line]) -> tuple[list[Line], list[Line]] | None:
    """Some write inside of what their program keeps for the signature."""
    if not any(line.kind == "signature" for line in lines):
        return None
    unmarked = [replace(line, kind="own") if line.kind == "signature" else line for line in lines]
    own, cut = _parted(_unattributed(unmarked))
    return (own, cut) if own else None
