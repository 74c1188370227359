"""How bounces are weighed: when an address is put on hold, and when it is tried again."""

from datetime import datetime, timedelta

HARD = "hard"
SOFT = "soft"
COMPLAINT = "complaint"
REFUSED = "refused"

# Two hard bounces within ten days, or a mailbox that is full for a week of daily mails.
HOLD_AT = 3.0
_POINTS = {HARD: 2.0, SOFT: 0.5}
_FADES_A_DAY = 0.1
# Whoever asks to be tried again has one bounce left.
ON_TRIAL = 1.5

# A full mailbox may have been emptied: after this time it is tried again by itself.
TRY_AGAIN_AFTER = timedelta(days=14)
UNREACHED_AFTER = timedelta(days=14)
# A report takes its time: only an acceptance that no report followed for so long ends a run of failures.
REPORTS_TAKE = timedelta(days=2)


def faded(score: float, scored_at: datetime | None, now: datetime) -> float:
    """What is left of a score after the days that passed."""
    if scored_at is None:
        return 0.0
    days = max((now - scored_at).total_seconds(), 0) / 86_400
    return max(score - days * _FADES_A_DAY, 0.0)


def weigh(score: float, scored_at: datetime | None, kind: str, now: datetime) -> float:
    """The score with one more bounce."""
    return faded(score, scored_at, now) + _POINTS.get(kind, 0.0)


def hold_for(kind: str, score: float) -> str:
    """Under which kind the address is put on hold now; empty when it is not.

    A server that knows no such address, asked by ourselves, and a reader who complains are believed at once;
    a report is believed when it is repeated.
    """
    if kind in (REFUSED, COMPLAINT):
        return kind
    return kind if score >= HOLD_AT else ""


def begins_anew(
    failing_since: datetime | None, last_failed_at: datetime | None, last_accepted_at: datetime | None
) -> bool:
    """Whether a failure now is the first of a run: mails arrived for good in between."""
    if failing_since is None or last_failed_at is None:
        return True
    return last_accepted_at is not None and last_accepted_at > last_failed_at + REPORTS_TAKE
