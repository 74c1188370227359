"""What members of the site are told of a notification within it: in the inbox, in the calendar."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor import clock
from corridor.auth.roles import SECRETARIAT
from corridor.ids import uuid7
from notify_service import urls
from notify_service.bulletins.letters import text_for
from notify_service.bulletins.models import Bulletin, Recipient
from notify_service.bulletins.steps import Officer
from notify_service.calendar.actions import Fact, set_date
from notify_service.inbox.actions import Happening, announce
from notify_service.members.models import Member
from notify_service.register.models import Entry


def keep_deadline(session: Session, bulletin: Bulletin, *, now: datetime) -> None:
    """Let the date stand in the calendars of the addressees who have accounts, and of the secretariat."""
    if bulletin.action_by is None:
        return
    text = text_for(bulletin, [bulletin.language])
    day = datetime.combine(bulletin.action_by, time(0), tzinfo=UTC)
    fact = Fact(
        key=f"bulletin/{bulletin.id}",
        what="bulletin_due",
        title=f"{bulletin.number}: {text.subject}",
        url=urls.bulletin(bulletin.number or ""),
        starts_at=day,
        ends_at=day + timedelta(days=1),
        language=text.language,
        roles=(SECRETARIAT,),
        accounts=members_among(session, bulletin.id),
        removed=bulletin.withdrawn_at is not None,
        sequence=2 if bulletin.withdrawn_at else 1,
    )
    set_date(session, fact, now=now)


def tell_addressees(session: Session, bulletin: Bulletin, *, now: datetime) -> None:
    """Let it stand in the inboxes of those who have accounts; it is mailed to all of them anyway."""
    accounts = members_among(session, bulletin.id)
    text = text_for(bulletin, [bulletin.language])
    happening = Happening(
        event_id=uuid7(),
        what="bulletin_published",
        group_key=f"bulletin/{bulletin.id}",
        title=text.subject,
        url=urls.bulletin(bulletin.number or ""),
        happened_at=bulletin.published_at or now,
        excerpt=text.action,
        language=text.language,
        words={"number": bulletin.number},
        site_only=True,
    )
    announce(session, happening, dict.fromkeys(accounts, "addressee"), now=clock.now())


def tell_colleagues(session: Session, bulletin: Bulletin, by: Officer, *, now: datetime) -> None:
    """Let all others of the secretariat know that something waits for a second person."""
    held = select(Member.account_id).where(Member.roles.contains([SECRETARIAT]), Member.active)
    accounts = session.scalars(held.where(Member.account_id.not_in([by.id, bulletin.edited_by]))).all()
    _tell_desk(session, bulletin, by, "bulletin_submitted", accounts, now=now)


def tell_writer(session: Session, bulletin: Bulletin, by: Officer, *, why: str, now: datetime) -> None:
    """Let who wrote it know that it is to be changed."""
    writers = {bulletin.edited_by, bulletin.submitted_by} - {by.id, None}
    accounts = [writer for writer in writers if writer is not None]
    _tell_desk(session, bulletin, by, "bulletin_returned", accounts, why=why, now=now)


def _tell_desk(
    session: Session,
    bulletin: Bulletin,
    by: Officer,
    what: str,
    accounts: Sequence[UUID],
    *,
    why: str = "",
    now: datetime,
) -> None:
    text = text_for(bulletin, [bulletin.language])
    happening = Happening(
        event_id=uuid7(),
        what=what,
        group_key=f"bulletin/{bulletin.id}",
        title=text.subject,
        url=f"{urls.DESK}/{bulletin.id}",
        happened_at=now,
        excerpt=why,
        language=text.language,
        actor_id=by.id,
        actor_name=by.name,
        site_only=True,
    )
    announce(session, happening, dict.fromkeys(accounts, SECRETARIAT), now=clock.now())


def tell_declined(session: Session, entry: Entry, *, now: datetime) -> None:
    """Let the secretariat know that somebody is to be replaced in the register."""
    held = select(Member.account_id).where(Member.roles.contains([SECRETARIAT]), Member.active)
    happening = Happening(
        event_id=uuid7(),
        what="bulletin_declined",
        group_key=f"register/{entry.id}",
        title=entry.name,
        url=f"{urls.REGISTER}/{entry.id}",
        happened_at=now,
        actor_name=entry.name,
        site_only=True,
    )
    announce(session, happening, dict.fromkeys(session.scalars(held).all(), SECRETARIAT), now=now)


def members_among(session: Session, bulletin_id: UUID) -> Sequence[UUID]:
    """The accounts of those who were written to, found by their address."""
    addresses = select(Recipient.email).where(Recipient.bulletin_id == bulletin_id)
    held = select(Member.account_id).where(Member.email.in_(addresses), Member.active)
    return session.scalars(held).all()
