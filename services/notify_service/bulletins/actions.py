"""The way of a notification: submitted, approved by a second person, published; withdrawn; answered."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from corridor.errors import Invalid
from corridor.ids import uuid7
from notify_service.bulletins import rules
from notify_service.bulletins.addressing import Addressed, Addressees
from notify_service.bulletins.announcing import keep_deadline, tell_addressees, tell_colleagues, tell_writer
from notify_service.bulletins.letters import text_for
from notify_service.bulletins.models import Bulletin, Recipient
from notify_service.bulletins.queries import who_is_addressed
from notify_service.bulletins.steps import Officer, note_step
from notify_service.webhooks.telling import tell_bulletin


def submit(session: Session, bulletin: Bulletin, by: Officer, *, now: datetime) -> None:
    """Ask for the approval; raises Invalid when nobody would get it or the date is past."""
    rules.check_editable(bulletin.state)
    _check_complete(session, bulletin, now=now)
    bulletin.state, bulletin.submitted_by = rules.SUBMITTED, by.id
    tell_colleagues(session, bulletin, by, now=now)
    note_step(session, bulletin.id, by, "submitted", now=now)


def _check_complete(session: Session, bulletin: Bulletin, *, now: datetime) -> list[Addressed]:
    found = who_is_addressed(session, Addressees.read(bulletin.addressees))
    if not found:
        raise Invalid(_("Nobody in the register is addressed. Choose at least one kind that somebody holds."))
    if bulletin.action_by is not None and bulletin.action_by < now.date():
        raise Invalid(_("The date for the action required is past."))
    return found


def return_to_draft(session: Session, bulletin: Bulletin, by: Officer, *, why: str, now: datetime) -> None:
    """Let it be changed again: returned by the second person, or taken back."""
    rules.check_submitted(bulletin.state)
    what = "taken_back" if by.id == bulletin.submitted_by else "returned"
    tell_writer(session, bulletin, by, why=why, now=now)
    bulletin.state, bulletin.submitted_by = rules.DRAFT, None
    note_step(session, bulletin.id, by, what, now=now, words=why)


def approve(session: Session, bulletin: Bulletin, by: Officer, *, now: datetime) -> int:
    """Publish it under the next number and write down to whom it goes; how many they are.

    From now on nothing of it changes; the job takes the recipients from here.
    """
    rules.check_submitted(bulletin.state)
    rules.check_second_person(by.id, edited_by=bulletin.edited_by, submitted_by=bulletin.submitted_by)
    found = _check_complete(session, bulletin, now=now)
    bulletin.number = _take_number(session, now.year)
    bulletin.state, bulletin.approved_by, bulletin.published_at = rules.APPROVED, by.id, now
    session.flush()
    session.execute(insert(Recipient), [_row(bulletin, one) for one in found])
    keep_deadline(session, bulletin, now=now)
    tell_addressees(session, bulletin, now=now)
    tell_bulletin(session, bulletin, text_for(bulletin, [bulletin.language]), now=now)
    note_step(session, bulletin.id, by, "approved", now=now)
    return len(found)


def _take_number(session: Session, year: int) -> str:
    # One at a time: two approvals in the same moment would take the same number.
    session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('bulletin numbers', 0))"))
    taken = session.scalars(select(Bulletin.number).where(Bulletin.number.startswith(f"{year}-")))
    return rules.next_number(year, (number for number in taken if number))


def _row(bulletin: Bulletin, one: Addressed) -> dict[str, object]:
    return {
        "id": uuid7(),
        "bulletin_id": bulletin.id,
        "email": one.email,
        "title": one.title,
        "name": one.name,
        "language": one.language,
        "party": one.party,
        "organisation": one.organisation,
        "capacities": list(one.capacities),
    }


def withdraw(session: Session, bulletin: Bulletin, by: Officer, *, why: str, now: datetime) -> None:
    """Say on its page that it counts no more; it stays readable, and nobody is reminded of it."""
    rules.check_published(bulletin.published_at)
    if bulletin.withdrawn_at is None:
        bulletin.withdrawn_at, bulletin.withdrawn_because = now, why
        # The pages of paper are made anew, so that they say it too.
        for one in bulletin.texts:
            one.pdf = None
        keep_deadline(session, bulletin, now=now)
        tell_bulletin(session, bulletin, text_for(bulletin, [bulletin.language]), now=now)
        note_step(session, bulletin.id, by, "withdrawn", now=now, words=why)


def note_opening(recipient: Recipient, *, handed_over_at: datetime | None, now: datetime) -> None:
    """Somebody followed the link of their mail."""
    if recipient.opened_at is None and rules.counts_as_opened(now, handed_over_at):
        recipient.opened_at = now


def note_action(recipient: Recipient, *, note: str, by_name: str = "", now: datetime) -> None:
    """They have acted: they say so themselves, or somebody at the desk has heard of it."""
    if recipient.acted_at is None:
        recipient.acted_at = now
        recipient.acted_by_name = by_name
        if not by_name:
            recipient.opened_at = recipient.opened_at or now
    recipient.acted_note = note or recipient.acted_note


def take_action_back(recipient: Recipient) -> None:
    """It was noted by mistake."""
    recipient.acted_at, recipient.acted_note, recipient.acted_by_name = None, "", ""
