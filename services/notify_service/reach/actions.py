"""Learning from what servers answer and report."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.ids import uuid7
from notify_service.channels.email import suppression
from notify_service.channels.email.keeping import keep_for_later
from notify_service.channels.email.models import Mail, Suppression
from notify_service.channels.email.suppression import domain_of, hash_of
from notify_service.channels.email.verp import find_mail_id
from notify_service.inbound.parsing.shapes import Bounce as Report
from notify_service.reach import rules
from notify_service.reach.models import Address, Bounce
from notify_service.reach.telling import tell_held
from notify_service.settings import NotifySettings

_log = structlog.get_logger("notify_service.reach")
_KEPT = 500


class Tried(Protocol):
    """A mail that was tried, as far as it matters here."""

    @property
    def mail_id(self) -> UUID: ...
    @property
    def account_id(self) -> UUID | None: ...
    @property
    def address(self) -> str: ...


def note_refusal(session: Session, tried: Tried, answer: str, *, now: datetime) -> None:
    """A server said, asked by ourselves, that there is no such address: it is not written to any more."""
    report = Report(kind="hard", address=tried.address, status=_status_of(answer), diagnostic=answer)
    _count(session, tried, report, kind=rules.REFUSED, now=now)


def note_failure(session: Session, tried: Tried, answer: str, *, now: datetime) -> None:
    """A mail was given up, or refused for what it says: the address counts as not reached."""
    _fail(session, tried, answer, kind="", now=now)


def note_bounce(
    session: Session, bounce: Report, *, recipients: tuple[str, ...], settings: NotifySettings, now: datetime
) -> str:
    """A report came in that a mail did not arrive, or was called spam.

    What became of it: "counted", "held" (the address is not written to from now on), "known" (reported
    before), or "unproven": nothing shows that it is about a mail of ours, and anybody can write such a thing.
    """
    mail_id = find_mail_id(settings, token=bounce.token, recipients=recipients, now=now)
    mail = session.get(Mail, mail_id) if mail_id else None
    if mail is None or not mail.address:
        _keep(session, bounce, now=now)
        return "unproven"
    session.execute(update(Mail).where(Mail.id == mail.id, Mail.bounced_at.is_(None)).values(bounced_at=now))
    tried = _Reported(mail_id=mail.id, account_id=mail.account_id, address=mail.address)
    become = _count(session, tried, bounce, kind=bounce.kind, now=now)
    if bounce.kind == rules.HARD and become != "known":
        # Not so with soft ones: a server that reports a delay may well deliver in the end.
        keep_for_later(session, mail.account_id, mail_id=mail.id, group_key=mail.group_key)
    return become


class _Reported:
    """The mail that a report names; it alone says whose address failed."""

    def __init__(self, *, mail_id: UUID, account_id: UUID | None, address: str) -> None:
        self.mail_id = mail_id
        self.account_id = account_id
        self.address = address


def _count(session: Session, tried: Tried, report: Report, *, kind: str, now: datetime) -> str:
    if not _keep(session, report, tried=tried, kind=kind, now=now):
        return "known"
    address = _fail(session, tried, report.diagnostic or report.status, kind=kind, now=now)
    hold = rules.hold_for(kind, address.score)
    if not hold or not suppression.suppress(session, tried.address, address.last_answer, kind=hold):
        return "counted"
    _log.info("address held", mail=str(tried.mail_id), kind=hold)
    if tried.account_id is not None:
        tell_held(session, tried.account_id, kind=hold, now=now)
    return "held"


def _keep(
    session: Session, report: Report, *, tried: Tried | None = None, kind: str = "", now: datetime
) -> bool:
    """Write the report down; False when this mail was reported so before."""
    row = insert(Bounce).values(
        id=uuid7(),
        mail_id=tried.mail_id if tried else None,
        account_id=tried.account_id if tried else None,
        domain=domain_of(tried.address if tried else report.address)[:255],
        kind=kind or report.kind,
        status=report.status[:20],
        diagnostic=_one_line(report.diagnostic),
        proven=tried is not None,
        happened_at=now,
    )
    once = row.on_conflict_do_nothing(index_elements=["mail_id", "kind"])
    return session.execute(once.returning(Bounce.id)).first() is not None


def _fail(session: Session, tried: Tried, answer: str, *, kind: str, now: datetime) -> Address:
    address = _lock_address(session, tried)
    if rules.begins_anew(address.failing_since, address.last_failed_at, address.last_accepted_at):
        address.failing_since = now
    address.score = rules.weigh(address.score, address.scored_at, kind, now)
    address.scored_at = address.last_failed_at = now
    address.last_answer = _one_line(answer)
    session.flush()
    return address


def _lock_address(session: Session, tried: Tried) -> Address:
    key = hash_of(tried.address)
    row = insert(Address).values(
        address_hash=key, account_id=tried.account_id, domain=domain_of(tried.address)
    )
    session.execute(row.on_conflict_do_nothing())
    query = select(Address).where(Address.address_hash == key).with_for_update()
    address = session.scalars(query.execution_options(populate_existing=True)).one()
    address.account_id = tried.account_id or address.account_id
    return address


def try_again(session: Session, email: str, *, now: datetime) -> bool:
    """Write to an address again because somebody asks for it; False when it was not on hold."""
    if not suppression.lift(session, email):
        return False
    on_trial = {"score": rules.ON_TRIAL, "scored_at": now}
    session.execute(update(Address).where(Address.address_hash == hash_of(email)).values(**on_trial))
    return True


def lift_old_holds(session: Session, *, now: datetime, most: int = 500) -> int:
    """Try those again whose mailbox was full two weeks ago; how many there were."""
    old = Suppression.created_at <= now - rules.TRY_AGAIN_AFTER
    soft = select(Suppression).where(Suppression.kind == rules.SOFT, old).limit(most)
    held = session.scalars(soft.with_for_update(skip_locked=True)).all()
    hashes = [row.address_hash for row in held]
    on_trial = {"score": rules.ON_TRIAL, "scored_at": now}
    session.execute(update(Address).where(Address.address_hash.in_(hashes)).values(**on_trial))
    for row in held:
        session.delete(row)
    return len(held)


def leave_address(session: Session, account_id: UUID, email: str) -> None:
    """An account has another address by now: how the former one fared is no news about it."""
    others = (Address.account_id == account_id) & (Address.address_hash != hash_of(email))
    session.execute(update(Address).where(others).values(account_id=None))


def _status_of(answer: str) -> str:
    return next((word for word in answer.split()[:3] if word.count(".") == 2), "")


def _one_line(text: str) -> str:
    # Foreign words, kept for a page: no control signs (the database refuses NUL) and no more than a line.
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(kept.split())[:_KEPT]
