"""The subject without what programs and lists put before it."""

import re

from notify_service.inbound.parsing.words import sections

_ANY = "|".join(word for words in sections("subject_prefixes").values() for word in words)
_PASSED = "|".join(sections("subject_prefixes")["passed on"])
# "Re:", "RE : ", "Re[2]:", "AW (3):", "回复：", and "Re: Re:" over and over.
_PREFIX = re.compile(rf"^\W{{0,2}}(?:{_ANY})\s?(?:[\[(^]\d{{1,3}}[\])]?)?\s?[:：]\s*", re.IGNORECASE)
_PASSED_ON = re.compile(rf"^\W{{0,2}}(?:{_PASSED})\s?(?:[\[(^]\d{{1,3}}[\])]?)?\s?[:：]", re.IGNORECASE)
_TAG = re.compile(r"^\[[^\[\]]{1,60}\]\s*")
# Put there by mail servers, never by people.
_WARNING = re.compile(
    r"^(?:\[?\*{0,5}(?:(?:suspected )?spam|junk|bulk|external|externe|externo|ext|caution)\*{0,5}\]?"
    r"(?<=[\]*])|\{(?:spam|disarmed)\??\})[:\s]*",
    re.IGNORECASE,
)
_LONGEST = 300


def bare_subject(subject: str, *, answers: bool = False) -> str:
    """What it is about; a list's [tag] goes when this answers another mail: then some list put it there."""
    rest, prefixed = subject.strip(), answers
    for _round in range(20):
        shorter = _WARNING.sub("", _PREFIX.sub("", rest, count=1))
        if shorter != rest:
            prefixed = True
        elif prefixed and _TAG.match(rest):
            shorter = _TAG.sub("", rest, count=1)
        if shorter == rest or not shorter:
            break
        rest = shorter
    return rest.strip()[:_LONGEST]


def is_passed_on(subject: str) -> bool:
    """Whether it says Fwd:, in any language."""
    return bool(_PASSED_ON.match(_WARNING.sub("", subject.strip())))
