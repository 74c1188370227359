"""Whether mails arrive, in numbers and by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from notify_service.channels.email.models import Mail, Suppression
from notify_service.channels.email.suppression import find_suppression
from notify_service.inbound.models import IncomingMail
from notify_service.members.models import Member
from notify_service.reach import rules
from notify_service.reach.models import Address, Bounce, DomainCheck

WEEK = timedelta(days=7)
MONTH = timedelta(days=30)
_DOMAINS = 30
_NAMES = 10

ALL = "all"
UNREACHED = "unreached"
HELD = "held"


@dataclass(kw_only=True)
class DomainRow:
    """How mails to one domain fared."""

    domain: str
    accepted: int = 0
    failed: int = 0
    hard: int = 0
    soft: int = 0
    refused: int = 0
    complaint: int = 0

    @property
    def trouble(self) -> int:
        return self.failed + self.hard + self.soft + self.complaint


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """So many mails on the way in came to this end for this reason."""

    state: str
    reason: str
    mails: int


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A member, and how mails to them fare."""

    member: Member
    address: Address | None
    hold: Suppression | None


def list_domains(session: Session, *, now: datetime) -> list[DomainRow]:
    """The domains of the last thirty days, those with trouble first."""
    rows: dict[str, DomainRow] = {}
    for domain, state, mails in session.execute(_mails_by_domain(now - MONTH)):
        row = rows.setdefault(domain, DomainRow(domain=domain))
        row.accepted, row.failed = (mails, row.failed) if state == "sent" else (row.accepted, mails)
    for domain, kind, bounces in session.execute(_bounces_by_domain(now - MONTH)):
        setattr(rows.setdefault(domain, DomainRow(domain=domain)), kind, bounces)
    ordered = sorted(rows.values(), key=lambda row: (-row.trouble, -row.accepted, row.domain))
    return ordered[:_DOMAINS]


def _mails_by_domain(since: datetime) -> Select[str, str, int]:
    which = and_(Mail.created_at > since, Mail.domain != "", Mail.state.in_(("sent", "failed")))
    return select(Mail.domain, Mail.state, func.count()).where(which).group_by(Mail.domain, Mail.state)


def _bounces_by_domain(since: datetime) -> Select[str, str, int]:
    which = and_(Bounce.happened_at > since, Bounce.proven)
    return select(Bounce.domain, Bounce.kind, func.count()).where(which).group_by(Bounce.domain, Bounce.kind)


def count_unproven(session: Session, *, now: datetime) -> int:
    """Reports of the last thirty days that nothing shows to be about mails of ours."""
    unproven = and_(Bounce.happened_at > now - MONTH, ~Bounce.proven)
    return session.scalar(select(func.count()).where(unproven)) or 0


def count_skipped(session: Session, *, now: datetime) -> Sequence[tuple[str, int]]:
    """Mails of the last seven days that were not sent, by reason, most first."""
    which = and_(Mail.created_at > now - WEEK, Mail.skipped != "")
    query = select(Mail.skipped, func.count()).where(which).group_by(Mail.skipped)
    return [(code, mails) for code, mails in session.execute(query.order_by(func.count().desc()))]


def count_rejected(session: Session, *, now: datetime) -> list[Rejected]:
    """Mails of the last seven days that came in and went no further, by reason, most first."""
    which = and_(
        IncomingMail.received_at > now - WEEK, IncomingMail.state.in_(("held", "refused", "dropped"))
    )
    query = select(IncomingMail.state, IncomingMail.reason, func.count()).where(which)
    query = query.group_by(IncomingMail.state, IncomingMail.reason)
    return [
        Rejected(state=state, reason=reason, mails=mails)
        for state, reason, mails in session.execute(query.order_by(func.count().desc()).limit(_NAMES))
    ]


def list_checks(session: Session) -> Mapping[str, DomainCheck]:
    """What was found about our own domain, by topic."""
    return {check.topic: check for check in session.scalars(select(DomainCheck))}


def list_unreached(session: Session, *, now: datetime) -> list[Reached]:
    """Some of those whom no mail has reached for a fortnight, the longest first."""
    query = members_query(show=UNREACHED, now=now).order_by(Address.failing_since).limit(_NAMES)
    return reached(session.execute(query).all())


def count_members(session: Session, *, show: str, now: datetime) -> int:
    """How many members there are of that sort."""
    rows = members_query(show=show, now=now).with_only_columns(Member.account_id).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def members_query(*, show: str = ALL, search: str = "", now: datetime) -> Select[Any]:
    """Members with how their address fares; to be paged by name."""
    query = (
        select(Member, Address, Suppression)
        .outerjoin(Address, Address.account_id == Member.account_id)
        .outerjoin(Suppression, Suppression.address_hash == Address.address_hash)
        .where(Member.active)
    )
    if show == HELD:
        query = query.where(Suppression.address_hash.is_not(None))
    if show == UNREACHED:
        query = query.where(_unreached(now))
    if search:
        query = query.where(_named(search))
    return cast("Select[Any]", query)


def _named(search: str) -> ColumnElement[bool]:
    return or_(
        Member.name.icontains(search, autoescape=True), Member.email.icontains(search, autoescape=True)
    )


def _unreached(now: datetime) -> ColumnElement[bool]:
    # Some mail failed a fortnight ago, and none since then arrived for good.
    over = and_(
        Address.last_accepted_at.is_not(None),
        Address.last_accepted_at > Address.last_failed_at + rules.REPORTS_TAKE,
    )
    return and_(Address.failing_since <= now - rules.UNREACHED_AFTER, ~over)


def reached(rows: Sequence[Any]) -> list[Reached]:
    """The rows of `members_query` by name."""
    return [Reached(member=member, address=address, hold=hold) for member, address, hold in rows]


def find_hold(session: Session, account_id: UUID) -> Suppression | None:
    """Why the mails to a member are held back; None when they are not."""
    member = session.get(Member, account_id)
    return find_suppression(session, member.email) if member else None
