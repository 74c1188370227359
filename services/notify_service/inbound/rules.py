"""What is to become of a mail: plain facts in, one verdict out."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Step = Literal["hand", "carry_out", "help", "release", "report", "ask", "hold", "refuse", "drop"]

# Of one member in an hour; beyond, a person looks at it first.
MOST_AN_HOUR = 30
# What is answered on one day for one reason: a stranger once, a member as long as it is no conversation.
ANSWERS_TO_STRANGERS = 1
ANSWERS_TO_MEMBERS = 10

WRITTEN = frozenset({"reply", "private", "topic"})
COMMANDS = frozenset({"thanks", "watch", "track", "mute", "unsubscribe"})
# Where a person of the house reads; robots and the curious write there as well.
_HOUSE = frozenset({"postmaster", "abuse"})


@dataclass(frozen=True, kw_only=True)
class Case:
    """A mail as far as it is known: what it is, what its address asks for, and who wrote it.

    `act` is empty when the address is none of ours; `command` is what the text says if it says nothing else.
    `proven`: whether our mail server found the sender to be who it says (None: it does not say).
    """

    nature: str
    act: str = ""
    command: str = ""
    to_house: bool = False
    to_bounces: bool = False
    early_reason: str = ""
    known: bool = False
    active: bool = False
    fits: bool = False
    proven: bool | None = None
    inside: bool = False
    too_many: bool = False
    has_text: bool = False
    has_files: bool = False
    has_subject: bool = False
    about_topic: bool = False
    # It went to a forum, and to the address of an answer as well.
    also_answers: bool = False


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The next step; `reason` is a code of `phrases`, `act` what the forum or this service then does."""

    step: Step
    reason: str = ""
    act: str = ""


def decide(case: Case) -> Verdict:
    """One verdict on a mail; what speaks against it comes first."""
    return _by_nature(case) or _by_address(case) or _by_sender(case) or _by_content(case)


def _by_nature(case: Case) -> Verdict | None:
    if case.nature in ("bounce", "complaint"):
        return Verdict(step="report", reason=case.nature)
    if case.to_bounces:
        return Verdict(step="drop", reason="no_report")
    if case.early_reason:
        return Verdict(step="refuse", reason=case.early_reason)
    if case.nature == "unreadable":
        return Verdict(step="hold", reason="unreadable")
    # A mail program that leaves a list for its reader may well say that it wrote by itself.
    if case.nature == "loop" or (case.nature == "auto_reply" and case.act != "unsubscribe"):
        return Verdict(step="drop", reason=case.nature)
    return None


def _by_address(case: Case) -> Verdict | None:
    if case.to_house:
        return Verdict(step="hold", reason="to_house")
    if not case.act:
        return Verdict(step="refuse", reason="no_such_address")
    if case.act == "confirm":
        mine = case.fits and case.proven is not False
        return Verdict(step="release") if mine else Verdict(step="drop", reason="not_theirs")
    return None


def _by_sender(case: Case) -> Verdict | None:
    if not case.known:
        return Verdict(step="refuse", reason="unknown_sender")
    if not case.active:
        return Verdict(step="refuse", reason="closed_account")
    # A signed address that only chooses what is mailed is proof enough, as the link in the mail is.
    if case.act in COMMANDS:
        return _command(case.act, about_topic=case.about_topic)
    if not case.fits:
        return Verdict(step="ask", reason="other_address")
    if not _is_proven(case):
        return Verdict(step="ask", reason="not_proven")
    return Verdict(step="hold", reason="too_many") if case.too_many else None


def _is_proven(case: Case) -> bool:
    # A signed address that only its owner got speaks for itself, unless something speaks against it; who
    # opens a topic shows none.
    if case.proven is None:
        return case.act != "topic" or case.inside
    return case.proven


def _by_content(case: Case) -> Verdict:
    if case.command == "help":
        return Verdict(step="help", reason="help")
    if case.command in COMMANDS and (case.about_topic or case.command != "thanks"):
        return _command(case.command, about_topic=case.about_topic)
    if case.act == "topic" and case.also_answers:
        return Verdict(step="drop", reason="twice")
    if not case.has_text and not case.has_files:
        return Verdict(step="refuse", reason="empty")
    if case.act == "topic" and not case.has_subject:
        return Verdict(step="refuse", reason="no_subject")
    return Verdict(step="hand", act=case.act)


def _command(name: str, *, about_topic: bool) -> Verdict:
    if name != "thanks":
        return Verdict(step="carry_out", act=name)
    if not about_topic:
        return Verdict(step="refuse", reason="no_such_address")
    return Verdict(step="hand", act=name)


def is_house(local: str) -> bool:
    """Whether the part before the @ is one that each mail domain has."""
    return local in _HOUSE


def is_for_bounces(local: str) -> bool:
    """Whether reports on our own mails come to this address."""
    return local == "bounces" or local.startswith("bounces+")


_SCRIPTS: Mapping[str, re.Pattern[str]] = {
    "ar": re.compile("[\u0600-\u06ff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}
_WORDS: Mapping[str, str] = {
    "en": " the and of to is in that for you with this are be not have on we please thanks ",
    "fr": " le la les et des est une pour que vous dans nous sur pas avec bonjour merci cette ",
    "es": " el los las y una es para que con por del estimados gracias hola esta no se su ",
}


def language_of(text: str) -> str:
    """The language to answer somebody in of whom nothing but a text is known."""
    head = text[:2000]
    letters = sum(char.isalpha() for char in head) or 1
    for code, script in _SCRIPTS.items():
        if len(script.findall(head)) > letters * 0.3:
            return code
    words = Counter(re.findall(r"\w+", head.lower()))
    score = {code: sum(words[word] for word in known.split()) for code, known in _WORDS.items()}
    return max(score, key=lambda code: (score[code], code == "en"))
