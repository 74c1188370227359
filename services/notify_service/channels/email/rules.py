"""What a server's answer means, when to try again, and what to do with a mail in doubt."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

AT_ONCE = "at_once"
DIGEST = "digest"
SECURITY = "security"
# An official notification; it may go to somebody who has no account.
BULLETIN = "bulletin"

GIVE_UP_AFTER = timedelta(days=4)
_FIRST_PAUSE = {SECURITY: timedelta(seconds=30)}
_USUAL_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=4)

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


def resends_in_doubt(kind: str) -> bool:
    """A second copy of a code does no harm, a missing one does; a second digest is a nuisance.

    So security mails go out at least once, all others at most once.
    """
    return kind == SECURITY
