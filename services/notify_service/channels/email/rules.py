"""What a server's answer means, when to try again, and what to do with a mail in doubt."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

AT_ONCE = "at_once"
DIGEST = "digest"
SECURITY = "security"
# An official notification; it may go to somebody who has no account.
BULLETIN = "bulletin"
# What is said to somebody who wrote to us, perhaps without an account.
ANSWER = "answer"

GIVE_UP_AFTER = timedelta(days=4)
_FIRST_PAUSE = {SECURITY: timedelta(seconds=30)}
_USUAL_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=4)
_DOUBT_PAUSE = timedelta(minutes=20)

Verdict = Literal["sent", "later", "never", "doubt", "overtaken"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How an attempt ended: `later` was surely not accepted and may be tried again, `never` was refused
    for good, `doubt` means the final dot went out and no answer came, `overtaken` that another mailer
    has the mail by now."""

    verdict: Verdict
    answer: str = ""
    # Whether it is the address that was refused, not the message.
    address_refused: bool = False
    # Whether the connection is of no further use.
    broken: bool = False


def read_reply(code: int, text: str, *, about_address: bool = False) -> Outcome:
    """What an SMTP reply means for the mail; 421 also ends the connection."""
    answer = f"{code} {text}".strip()
    if 200 <= code < 300:
        return Outcome(verdict="sent", answer=answer)
    if 500 <= code < 600:
        return Outcome(
            verdict="never", answer=answer, address_refused=about_address and _names_address(code, text)
        )
    return Outcome(verdict="later", answer=answer, broken=code in (421, -1))


def _names_address(code: int, text: str) -> bool:
    # 5.1.x speaks of the address, 5.2.1 of a disabled mailbox; 5.7.x of policy, which may pass.
    enhanced = text.split(" ", 1)[0]
    if enhanced.count(".") == 2 and enhanced.startswith("5."):
        return enhanced.startswith("5.1.") or enhanced == "5.2.1"
    return code in (550, 551, 553)


def pause_before_retry(kind: str, attempts: int) -> timedelta:
    """Growing pauses: doubled each time, up to four hours."""
    first = _FIRST_PAUSE.get(kind, _USUAL_FIRST_PAUSE)
    return min(first * (1 << min(attempts - 1, 16)), _LONGEST_PAUSE)


def is_hopeless(first_tried_at: datetime, now: datetime) -> bool:
    """Whether a mail was refused for now for so long that it is given up."""
    return now - first_tried_at >= GIVE_UP_AFTER


def goes_again(kind: str, doubts: int) -> bool:
    """Whether a mail goes out again when nobody knows whether the server took it.

    A mail that is lost is worse than one that comes twice, and it is the same message with the same
    Message-ID: many mail programs show it once. So it goes again, but once only: a server that takes mails
    and never says so shall not repeat them to everybody for days. Codes go on until they expire.
    """
    return kind == SECURITY or doubts < 1


def pause_in_doubt(kind: str) -> timedelta:
    """How long a server may take to find its words before the mail goes again."""
    return _FIRST_PAUSE.get(kind, _DOUBT_PAUSE)
