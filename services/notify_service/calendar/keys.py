"""Addresses of calendars: made, recognised, revoked. Who shows one sees what its owner sees now."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from corridor.errors import Conflict
from notify_service.calendar.models import CalendarKey
from notify_service.members.models import Member

MOST_KEYS = 10
_TOKEN = re.compile(r"cal_[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, kw_only=True)
class Reader:
    """The member an address speaks for, as they are now."""

    key_id: int
    account_id: UUID
    roles: frozenset[str]
    language: str


def make_key(session: Session, account_id: UUID, *, label: str, now: datetime) -> str:
    """A new address; its secret is told this once."""
    mine = select(func.count()).where(CalendarKey.account_id == account_id)
    if (session.scalar(mine) or 0) >= MOST_KEYS:
        raise Conflict(_("You have as many calendar addresses as one may have. Please revoke one."))
    # 256 bits, with a beginning by which scanners of leaked secrets know it.
    token = f"cal_{secrets.token_urlsafe(32)}"
    session.add(CalendarKey(account_id=account_id, digest=_digest(token), label=label, created_at=now))
    return token


def revoke_key(session: Session, key_id: int, *, account_id: UUID) -> None:
    """Whoever shows this address sees nothing any more; revoking it twice changes nothing."""
    mine = (CalendarKey.id == key_id, CalendarKey.account_id == account_id)
    session.execute(delete(CalendarKey).where(*mine))


def list_keys(session: Session, account_id: UUID) -> Sequence[CalendarKey]:
    """The account's addresses, the newest first."""
    mine = select(CalendarKey).where(CalendarKey.account_id == account_id)
    return session.scalars(mine.order_by(CalendarKey.id.desc())).all()


def find_reader(session: Session, token: str) -> Reader | None:
    """Whose address this is; None for a revoked or unknown one, and for an account that is closed."""
    if not _TOKEN.fullmatch(token):
        return None
    query = (
        select(CalendarKey.id, Member.account_id, Member.roles, Member.ui_language)
        .join(Member, Member.account_id == CalendarKey.account_id)
        .where(CalendarKey.digest == _digest(token), Member.active)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    return Reader(
        key_id=row.id, account_id=row.account_id, roles=frozenset(row.roles), language=row.ui_language
    )


def note_use(session: Session, key_id: int, *, now: datetime) -> None:
    """Remember the day of the last use; written once a day."""
    long_ago = or_(CalendarKey.used_at.is_(None), CalendarKey.used_at < now - timedelta(days=1))
    session.execute(update(CalendarKey).where(CalendarKey.id == key_id, long_ago).values(used_at=now))


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
