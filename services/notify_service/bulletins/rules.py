"""What may become of an official notification, in which language it is read, when it reminds."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _

from corridor.errors import Conflict, Forbidden

DRAFT = "draft"
SUBMITTED = "submitted"
# Published; its mails are on their way to the mailer.
APPROVED = "approved"
SENT = "sent"
STATES = (DRAFT, SUBMITTED, APPROVED, SENT)

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
REMIND_DAYS = (30, 14, 7, 3, 1)

# Mail scanners follow every link within seconds; nobody has read an official letter by then.
SCANNING = timedelta(minutes=1)


class NotNow(Conflict):
    """The notification is in a state that does not allow this."""

    code = "not_now"


class NotAlone(Forbidden):
    """The second person has to be another one."""

    code = "second_person_needed"


def check_editable(state: str) -> None:
    """Only a draft can be changed: what somebody is to approve stands still."""
    if state == SUBMITTED:
        raise NotNow(_("This notification waits for its approval. Take it back to change it."))
    if state != DRAFT:
        raise NotNow(_("This notification has been published and can no longer be changed."))


def check_submitted(state: str) -> None:
    """Only what was submitted can be approved or returned."""
    if state != SUBMITTED:
        raise NotNow(_("This notification does not wait for an approval."))


def check_published(published_at: datetime | None) -> None:
    """Only what was published can be withdrawn, and answered."""
    if published_at is None:
        raise NotNow(_("This notification has not been published."))


def check_open(left: int | None) -> None:
    """Only what is sent, counts and has a date to come can be reminded of."""
    if left is None:
        raise NotNow(_("There is nothing to remind of: no date, or it is past, or it is not sent yet."))


def may_approve(who: UUID | None, *, edited_by: UUID, submitted_by: UUID | None) -> bool:
    """A second person approves: neither who wrote the last words nor who submitted them."""
    return who is not None and who not in (edited_by, submitted_by)


def check_second_person(who: UUID | None, *, edited_by: UUID, submitted_by: UUID | None) -> None:
    """Refuse an approval by the person who wrote or submitted it."""
    if not may_approve(who, edited_by=edited_by, submitted_by=submitted_by):
        raise NotAlone(_("A second person has to approve what you wrote."))


def next_number(year: int, taken: Iterable[str]) -> str:
    """The number after the highest one of the year: "2026-014"."""
    used = [int(number.partition("-")[2]) for number in taken if number.startswith(f"{year}-")]
    return f"{year}-{max(used, default=0) + 1:03}"


def best_language(wanted: Iterable[str], available: Collection[str], *, original: str) -> str:
    """The first of the languages wanted that there is, else English, else the original."""
    found = (language for language in (*wanted, "en") if language in available)
    return next(found, original)


def counts_as_opened(followed_at: datetime, handed_over_at: datetime | None) -> bool:
    """Whether a link was followed by a person, as far as time can tell."""
    return handed_over_at is None or followed_at - handed_over_at >= SCANNING


def due_reminder(
    today: date, action_by: date | None, days: Collection[int], *, published: date
) -> int | None:
    """Which of the reminders is due: the latest one whose day has come; none once the date is over.

    Those whose day had passed when it was published are left out: nobody is reminded of what is new.
    """
    if action_by is None or today > action_by:
        return None
    left = (action_by - today).days
    fitting = (day for day in days if left <= day and action_by - timedelta(days=day) > published)
    return min(fitting, default=None)


def days_left(today: date, action_by: date | None) -> int | None:
    """How many days there are, 0 on the day itself; None without a date or after it."""
    if action_by is None or action_by < today:
        return None
    return (action_by - today).days
