"""The line a mail program writes above what it quotes: "On 20 November 2026 at 10:12, Amina wrote:"."""

import re
from functools import cache, lru_cache

from notify_service.inbound.parsing.lines import Line
from notify_service.inbound.parsing.words import pattern

# How many lines the sentence may be broken over, and how long it is at most.
_MAX_LINES = 5
_MAX_SIGNS = 500
_VERB = pattern("wrote", whole_words=True)
_DATE = re.compile(
    r"(?:19|20)\d\d|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}|\d{1,2}\s?月|[٠-٩۰-۹]{1,4}|"
    r"\b25[67]\d\b"
)
_CLOCK = re.compile(
    r"(?<![\d.])\d{1,2}\s?[:：.h时時點点]\s?\d{2}(?![\d.]*\d)|(?<!\d)\d{1,2}:\d{2}:\d{2}|"
    r"\d{1,2}\s?(?:am|pm|Uhr)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+=%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}")
_SIGNED = re.compile(r"^[^<>:]{1,80}<[^<>@\s]{1,64}@[^<>\s]{1,200}>\s*\W?\w")
# The verb stands last ("wrote:", "написал(а):"), or before the name in these languages.
_LAST = re.compile(r"\w{0,6}\W*(?:\(\w{1,3}\))?\W*")
_INVERTED = re.compile(r"schr|skr|kirj|كت", re.IGNORECASE)
# "2013/7/20 Amina <amina@example.org>"
_OLD_GMAIL = re.compile(r"^\d{4}[/-]\d{1,2}[/-]\d{1,2}\b.{1,120}<[^<>]{3,200}>$")
_ENDS = re.compile(r"(?:[:：]|>|\)|---+|wrote|schrieb|écrit|님이 작성|…)\s*$")
_OPENERS = re.compile(
    r"^(?:-{2,}\s*)?(?:(?:on|le|el|am|il|em|op|den|a|at|in|dnia|dne|w dniu|pada|vào|quoting|citando|zitat|"
    r"citation|в|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|"
    r"mon|tue|wed|thu|fri|sat|sun)(?!\w)|"
    r"في|بتاريخ|ב|於|于|在|[\"“«<'(\[\d]|>{1,3}|\w[\w .,'’-]{1,60}[<\[])",
    re.IGNORECASE,
)


def attribution_at(lines: list[Line], place: int, *, before_quote: bool) -> int:
    """Over how many lines such a sentence runs from here; 0 when there is none.

    Before quoted lines little is asked of it. Where the quote bears no marks it must hold what programs
    always write and people never: the verb, and the address or the time of day.
    """
    if lines[place].blank or not _may_begin(lines[place : place + 2]):
        return 0
    rows: list[str] = []
    for line in lines[place : place + _MAX_LINES]:
        rows.append(line.bare)
        sentence = " ".join(rows)
        if line.blank or line.kind != lines[place].kind or len(sentence) > _MAX_SIGNS:
            return 0
        if _ENDS.search(sentence) and is_attribution(sentence, loosely=before_quote):
            return 0 if _is_another(rows) else len(rows)
    return 0


def _is_another(rows: list[str]) -> bool:
    """Whether the first line is not part of it: a name that somebody signed with, right above."""
    first = rows[0]
    told = _DATE.search(first) or _ADDRESS.search(first) or _VERB.search(first)
    return len(rows) > 1 and not told and not _goes_on(rows[1]) and is_attribution(" ".join(rows[1:]))


def _may_begin(lines: list[Line]) -> bool:
    text = lines[0].bare
    told = _OPENERS.match(text) or _DATE.search(text) or _VERB.search(text) or _ADDRESS.search(text)
    return bool(told) or _goes_on(lines[-1].bare)


def _goes_on(text: str) -> bool:
    """Whether the address stands alone on a line, under the name it belongs to."""
    return text.startswith("<") and bool(_ADDRESS.search(text))


@lru_cache(maxsize=2048)
def is_attribution(sentence: str, *, loosely: bool = False) -> bool:
    """Whether a sentence is one that a mail program writes above a quote."""
    date, clock, address = _DATE.search(sentence), _CLOCK.search(sentence), _ADDRESS.search(sentence)
    colon = sentence.rstrip(" *_-").endswith((":", "："))
    if not (colon or (address and date)):
        return False
    verb = next(reversed(list(_VERB.finditer(sentence))), None)
    timed = clock and verb and (_LAST.fullmatch(sentence[verb.end() :]) or _INVERTED.match(verb[0]))
    if verb and date and (address or timed) and (colon or _known_elsewhere(sentence)):
        return True
    if (
        address
        and colon
        and ((date and clock) or (verb and _SIGNED.search(sentence)))
        and len(sentence) < 250
    ):
        return True
    if not loosely:
        return False
    named = verb and (address or clock or (_VERB.search(sentence[-24:]) and (date or len(sentence) < 60)))
    if not colon:
        return bool(address and _OLD_GMAIL.match(sentence))
    return bool(named or (date and (clock or address)) or (address and len(sentence) < 120))


def _known_elsewhere(sentence: str) -> bool:
    """Programs of other languages, whose sentences mail-parser-reply knows."""
    if re.search(r"(?:wrote|schrieb|écrit|작성|>|---+)\s*$", sentence):
        return True
    return len(sentence) < 200 and any(pattern.fullmatch(sentence) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    from mailparser_reply.constants import MAIL_LANGUAGES

    found = (words.get("wrote_header") for words in MAIL_LANGUAGES.values())
    return tuple(re.compile(pattern, re.MULTILINE | re.IGNORECASE) for pattern in found if pattern)
