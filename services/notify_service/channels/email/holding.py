"""Whether a mail at once goes now: not what was read meanwhile, not in quiet times, not too many a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, func, select, update
from sqlalchemy.orm import Session

from notify_service.channels.email.models import Mail
from notify_service.channels.email.rules import AT_ONCE
from notify_service.inbox.models import Item
from notify_service.members.models import Member
from notify_service.preferences import rules
from notify_service.preferences.actions import ensure_rhythms
from notify_service.preferences.queries import Wishes, wishes_of


@dataclass(frozen=True, kw_only=True)
class Held:
    """Why a mail does not go now; without `until` it does not go at all, and is counted under `code`."""

    why: str
    code: str = ""
    until: datetime | None = None


def hold_back(session: Session, mail: Mail, member: Member, *, now: datetime) -> Held | None:
    """Give the mail what it is to tell, and say why it has to wait or is not needed; None when it goes."""
    wishes = wishes_of(session, member.account_id)
    awake = wishes.leave_quiet(now, member.time_zone)
    if awake > now:
        return Held(why="quiet hours", until=awake)
    _take_along(session, mail)
    if not _has_unread(session, mail):
        return Held(why="read on the site meanwhile", code="read")
    if mail.mime is None and wishes.daily_cap and _sent_today(session, member, now=now) >= wishes.daily_cap:
        return _leave_over(session, mail, member, wishes, now=now)
    return None


def _take_along(session: Session, mail: Mail) -> None:
    """Give the mail all items of its group that wait for a mail; each item goes with one mail only."""
    if mail.mime is not None:
        return
    waiting = and_(
        Item.account_id == mail.account_id,
        Item.group_key == mail.group_key,
        Item.channel == rules.MAIL,
        Item.mail_id.is_(None),
    )
    session.execute(_change(waiting, mail_id=mail.id))


def _change(which: ColumnElement[bool], **values: Any) -> Update:
    return update(Item).where(which).values(**values).execution_options(synchronize_session=False)


def _has_unread(session: Session, mail: Mail) -> bool:
    unread = select(func.count()).where(Item.mail_id == mail.id, Item.read_at.is_(None))
    return bool(session.scalar(unread))


def _sent_today(session: Session, member: Member, *, now: datetime) -> int:
    today = rules.start_of_day(now, member.time_zone)
    mine = and_(Mail.account_id == member.account_id, Mail.kind == AT_ONCE)
    # A mail older than some days that is tried today for the first time is rare enough to let it pass.
    recent = Mail.created_at >= today - timedelta(days=8)
    return session.scalar(select(func.count()).where(mine, recent, Mail.first_tried_at >= today)) or 0


def _leave_over(session: Session, mail: Mail, member: Member, wishes: Wishes, *, now: datetime) -> Held:
    """The rest of a full day goes to the digest; without one, it waits for the morning."""
    has_digest = wishes.rhythm != rules.NEVER
    channel = rules.DIGEST if has_digest else rules.MAIL
    session.execute(_change(Item.mail_id == mail.id, mail_id=None, channel=channel))
    if has_digest:
        ensure_rhythms(session, [member.account_id], now=now)
        return Held(why="enough mails for today: it goes into the digest", code="full_day")
    tomorrow = rules.start_of_day(now, member.time_zone) + timedelta(hours=30)
    return Held(why="enough mails for today", until=wishes.leave_quiet(tomorrow, member.time_zone))
