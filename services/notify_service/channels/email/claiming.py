"""Taking up the next mails: whether each still has to go, its message, its claim, all in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from sqlalchemy import ColumnElement, Select, Update, and_, or_, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, undefer

from notify_service.channels.email.composing import NothingToTell, compose
from notify_service.channels.email.models import Mail
from notify_service.channels.email.pacing import Pace
from notify_service.channels.email.passing import Addressees, Passed, pass_over, postpone, skip
from notify_service.channels.email.rules import AT_ONCE, DIGEST, SECURITY
from notify_service.channels.email.signing import sign
from notify_service.channels.email.suppression import domain_of, held_among
from notify_service.channels.email.transport import Parcel
from notify_service.channels.email.verp import envelope_sender
from notify_service.digests.queries import load_news
from notify_service.members.models import Member
from notify_service.settings import NotifySettings

_log = structlog.get_logger("notify_service.email")


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Mails that were taken up together: those to hand over, and those that do not go now."""

    worker: UUID
    parcels: Sequence[Parcel]
    passed: Sequence[Passed]

    def __len__(self) -> int:
        return len(self.parcels) + len(self.passed)


def claim_batch(
    session: Session,
    settings: NotifySettings,
    *,
    most: int,
    now: datetime,
    pace: Pace | None = None,
    careful: bool = True,
) -> Batch:
    """The next mails that are due, claimed for this caller; codes and links first.

    `careful`: what the database refuses for one of them does not touch the others. It costs two round trips
    a mail, so that a mailer tries without first.
    """
    mails = _take_due(session, settings, most=most, now=now)
    worker = uuid4()
    # Held here while the batch is worked: the session itself forgets what nobody holds.
    addressees = _load_addressees(session, mails)
    load_news(session, [mail.id for mail in mails if mail.kind == DIGEST and mail.mime is None])
    found = [
        pass_over(session, mail, addressees, now=now)
        or _await_turn(mail, addressees.address(mail), settings, pace or Pace(), now=now)
        or _claim(session, mail, settings, worker=worker, careful=careful, now=now)
        for mail in mails
    ]
    return Batch(
        worker=worker,
        parcels=[each for each in found if isinstance(each, Parcel)],
        passed=[each for each in found if isinstance(each, Passed)],
    )


def _take_due(session: Session, settings: NotifySettings, *, most: int, now: datetime) -> list[Mail]:
    """Codes and links first, then what waits longest; two queries, each by its index alone."""
    codes = session.scalars(_due(Mail.kind == SECURITY, now).limit(most)).all()
    if len(codes) == most:
        return list(codes)
    # Mails at once wait a little, so that what is read meanwhile is not mailed; a retry has waited already.
    waited = now - timedelta(seconds=settings.notice_delay)
    fresh = and_(Mail.kind == AT_ONCE, Mail.attempts == 0)
    others = and_(Mail.kind != SECURITY, or_(~fresh, Mail.due_at <= waited))
    return [*codes, *session.scalars(_due(others, now).limit(most - len(codes)))]


def _due(which: ColumnElement[bool], now: datetime) -> Select[Mail]:
    return (
        select(Mail)
        .where(Mail.state == "queued", Mail.due_at <= now, which)
        .order_by(Mail.due_at, Mail.id)
        .options(undefer(Mail.mime))
        .with_for_update(skip_locked=True)
    )


def _load_addressees(session: Session, mails: Sequence[Mail]) -> Addressees:
    """The members of a batch and what is on hold among their addresses, in two queries."""
    ids = {mail.account_id for mail in mails if mail.account_id is not None}
    members = session.scalars(select(Member).where(Member.account_id.in_(ids))).all() if ids else []
    addresses = {mail.address for mail in mails} | {member.email for member in members}
    return Addressees(
        members={member.account_id: member for member in members}, held=held_among(session, addresses)
    )


def _await_turn(
    mail: Mail, address: str, settings: NotifySettings, pace: Pace, *, now: datetime
) -> Passed | None:
    """Let a mail wait while many go to its domain; it is given one turn, and keeps it."""
    mail.domain = domain_of(address)
    if mail.kind == SECURITY or mail.paced_until is not None:
        return None
    turn = pace.turn(mail.domain, now, a_minute=settings.mail_rate)
    if turn <= now:
        return None
    mail.paced_until = turn
    return postpone(mail, turn, "many mails go to this domain")


def _claim(
    session: Session, mail: Mail, settings: NotifySettings, *, worker: UUID, careful: bool, now: datetime
) -> Parcel | Passed:
    try:
        if mail.mime is None:
            with session.begin_nested() if careful else session.no_autoflush:
                compose(session, mail, settings, now=now)
                mail.mime = sign(mail.mime or b"", settings)
    except NothingToTell:
        return skip(mail, "withdrawn", "what it told was taken down", now=now)
    except Exception as error:
        if isinstance(error, DBAPIError) and not careful:
            raise
        # One mail that cannot be written must not hold up all that wait behind it.
        _log.exception("mail not composed", mail=str(mail.id))
        mail.state, mail.answer, mail.finished_at = "failed", f"not composed: {error!r}"[:1000], now
        return Passed(mail_id=mail.id, why="it could not be composed")
    mail.state, mail.worker = "claimed", worker
    mail.lease_until = now + timedelta(seconds=settings.mail_lease)
    mail.attempts += 1
    mail.first_tried_at = mail.first_tried_at or now
    return Parcel(
        mail_id=mail.id,
        kind=mail.kind,
        account_id=mail.account_id,
        worker=worker,
        sender=envelope_sender(settings, mail.id),
        address=mail.address,
        mime=mail.mime or b"",
        attempts=mail.attempts,
        doubts=mail.doubts,
        first_tried_at=mail.first_tried_at,
    )


def give_back(session: Session, batch: Batch, *, now: datetime) -> None:
    """Leave what is left of the batch to the next turn; it was not tried."""
    mine = and_(Mail.worker == batch.worker, Mail.state == "claimed")
    free = {"state": "queued", "worker": None, "lease_until": None, "due_at": now}
    session.execute(_change(mine, attempts=Mail.attempts - 1, **free))


def put_back_abandoned(session: Session, *, now: datetime, repeatable: bool) -> None:
    """Free the mails of mailers that died: claimed ones were not sent; those in doubt go once more, as the
    very same message, so that none is lost. One that is in doubt again stays so, for people to see."""
    over = Mail.lease_until < now
    free = {"state": "queued", "worker": None, "lease_until": None, "due_at": now}
    session.execute(_change(and_(Mail.state == "claimed", over), **free))
    doubtful = and_(Mail.state == "in_doubt", over)
    if repeatable:
        session.execute(_change(doubtful, **free))
        return
    again = or_(Mail.kind == SECURITY, Mail.doubts < 1)
    session.execute(_change(and_(doubtful, again), doubts=Mail.doubts + 1, **free))
    session.execute(_change(doubtful, lease_until=None, finished_at=now))


def _change(which: ColumnElement[bool], **values: Any) -> Update:
    return update(Mail).where(which).values(**values).execution_options(synchronize_session=False)
