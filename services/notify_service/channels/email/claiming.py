"""Taking up the next mail: whether it still has to go, its message, its claim, all in one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID, uuid4

import structlog
from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.orm import Session, undefer

from notify_service.channels.email.composing import compose
from notify_service.channels.email.holding import hold_back
from notify_service.channels.email.models import Mail
from notify_service.channels.email.rules import AT_ONCE, BULLETIN, SECURITY
from notify_service.channels.email.suppression import is_suppressed
from notify_service.channels.email.transport import Parcel
from notify_service.members.models import Member
from notify_service.settings import NotifySettings

_log = structlog.get_logger("notify_service.email")

# How long a mail waits for news of an account that has not reached this service yet.
_UNKNOWN_MEMBER = timedelta(minutes=1)
_UNKNOWN_FOR_GOOD = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Passed:
    """A mail that was looked at and does not go out now."""

    mail_id: UUID
    why: str


def claim_next(session: Session, settings: NotifySettings, *, now: datetime) -> Parcel | Passed | None:
    """The next mail that is due, claimed for this caller; None when nothing is due."""
    mail = session.scalar(_next_due(settings, now))
    if mail is None:
        return None
    return _pass_over(session, mail, now=now) or _claim(session, mail, settings, now=now)


def _next_due(settings: NotifySettings, now: datetime) -> Select[Mail]:
    # Mails at once wait a little, so that what is read meanwhile is not mailed; a retry has waited already.
    waited = now - timedelta(seconds=settings.notice_delay)
    fresh = and_(Mail.kind == AT_ONCE, Mail.attempts == 0)
    due = or_(and_(fresh, Mail.due_at <= waited), and_(~fresh, Mail.due_at <= now))
    return (
        select(Mail)
        .where(Mail.state == "queued", due)
        .order_by((Mail.kind == SECURITY).desc(), Mail.due_at, Mail.id)
        .limit(1)
        .options(undefer(Mail.mime))
        .with_for_update(skip_locked=True)
    )


def _pass_over(session: Session, mail: Mail, *, now: datetime) -> Passed | None:
    """Why the mail is not to be sent now; the row is changed accordingly."""
    if mail.kind in (SECURITY, BULLETIN):
        return _pass_over_addressed(session, mail, now=now)
    member = session.get(Member, mail.account_id)
    if member is None:
        return _wait_for_member(mail, now=now)
    if not member.active:
        return _suppress(mail, "the account is closed", now=now)
    if is_suppressed(session, member.email):
        return _suppress(mail, "the address was refused before", now=now)
    if mail.kind == AT_ONCE:
        return _pass_over_at_once(session, mail, member, now=now)
    return None


def _pass_over_addressed(session: Session, mail: Mail, *, now: datetime) -> Passed | None:
    # These mails know their address from the start, and need no account.
    if mail.expires_at is not None and mail.expires_at <= now:
        return _suppress(mail, "expired before it could be sent", now=now)
    if mail.kind == BULLETIN and is_suppressed(session, mail.address):
        return _suppress(mail, "the address was refused before", now=now)
    return None


def _pass_over_at_once(session: Session, mail: Mail, member: Member, *, now: datetime) -> Passed | None:
    held = hold_back(session, mail, member, now=now)
    if held is None:
        return None
    if held.until is None:
        return _suppress(mail, held.why, now=now)
    return _postpone(mail, held.until, held.why)


def _wait_for_member(mail: Mail, *, now: datetime) -> Passed:
    if now - mail.created_at > _UNKNOWN_FOR_GOOD:
        return _suppress(mail, "no such account", now=now)
    return _postpone(mail, now + _UNKNOWN_MEMBER, "the account is not known yet")


def _suppress(mail: Mail, why: str, *, now: datetime) -> Passed:
    mail.state, mail.answer, mail.finished_at, mail.words = "suppressed", why, now, {}
    return Passed(mail_id=mail.id, why=why)


def _postpone(mail: Mail, until: datetime, why: str) -> Passed:
    mail.due_at, mail.answer = until, why
    return Passed(mail_id=mail.id, why=why)


def _claim(session: Session, mail: Mail, settings: NotifySettings, *, now: datetime) -> Parcel | Passed:
    try:
        if mail.mime is None:
            with session.begin_nested():
                compose(session, mail, settings, now=now)
    except Exception as error:
        # One mail that cannot be written must not hold up all that wait behind it.
        _log.exception("mail not composed", mail=str(mail.id))
        mail.state, mail.answer, mail.finished_at = "failed", f"not composed: {error!r}"[:1000], now
        return Passed(mail_id=mail.id, why="it could not be composed")
    worker = uuid4()
    mail.state, mail.worker = "claimed", worker
    mail.lease_until = now + timedelta(seconds=settings.mail_lease)
    mail.attempts += 1
    mail.first_tried_at = mail.first_tried_at or now
    return Parcel(
        mail_id=mail.id,
        kind=mail.kind,
        worker=worker,
        sender=parseaddr(settings.mail_from)[1],
        address=mail.address,
        mime=mail.mime or b"",
        attempts=mail.attempts,
        first_tried_at=mail.first_tried_at,
    )


def put_back_abandoned(session: Session, *, now: datetime, repeatable: bool) -> None:
    """Free the mails of mailers that died: claimed ones were not sent; of those in doubt, only such go
    again of which two are better than none. The others stay in doubt, for people to see."""
    over = Mail.lease_until < now
    free = {"state": "queued", "worker": None, "lease_until": None, "due_at": now}
    session.execute(update(Mail).where(Mail.state == "claimed", over).values(free))
    again = Mail.state == "in_doubt"
    if not repeatable:
        again = and_(again, Mail.kind == SECURITY)
    session.execute(update(Mail).where(again, over).values(free))
    session.execute(update(Mail).where(Mail.state == "in_doubt", over).values(lease_until=None))
