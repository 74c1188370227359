"""What a digest tells, and what the next one would."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from notify_service.calendar.models import Date
from notify_service.calendar.queries import Somebody
from notify_service.calendar.rules import seen_as
from notify_service.digests.models import ToldDate
from notify_service.inbox.models import Item
from notify_service.inbox.queries import items_for_next_digest, items_of_digests

# How far a digest looks ahead, and how many dates it tells; the others come with the next one.
AHEAD = timedelta(days=14)
MOST_DATES = 20


@dataclass(frozen=True, kw_only=True)
class News:
    """All that is new for one reader: items of the inbox, and dates that have come near."""

    items: Sequence[Item]
    dates: Sequence[Date] = ()

    def __bool__(self) -> bool:
        return bool(self.items or self.dates)


def news_of_digest(session: Session, member: Somebody, mail_id: UUID) -> News:
    """What this digest was made to tell; dates that moved or were called off since are left out."""
    if mail_id not in _loaded(session):
        load_news(session, [mail_id])
    news = _loaded(session)[mail_id]
    return News(items=news.items, dates=[one for one in news.dates if _concerns(one, member)])


def load_news(session: Session, mail_ids: Collection[UUID]) -> None:
    """Read what these digests tell by a few queries for all of them; the session keeps it."""
    if not mail_ids:
        return
    items = items_of_digests(session, mail_ids)
    dates: dict[UUID, list[Date]] = {mail_id: [] for mail_id in mail_ids}
    same = and_(ToldDate.key == Date.key, ToldDate.starts_at == Date.starts_at)
    told = select(ToldDate.digest_id, Date).join(Date, same)
    theirs = and_(ToldDate.digest_id.in_(mail_ids), ~Date.removed)
    for mail_id, one in session.execute(told.where(theirs).order_by(Date.starts_at, Date.key)):
        dates[mail_id].append(one)
    _loaded(session).update({key: News(items=items[key], dates=dates[key]) for key in mail_ids})


def _loaded(session: Session) -> dict[UUID, News]:
    loaded: dict[UUID, News] = session.info.setdefault("news", {})
    return loaded


def news_for_next_digest(session: Session, member: Somebody, *, now: datetime) -> News:
    """What the digest would tell if it were made now."""
    near = list_near_dates(session, now=now)
    dates = fresh_dates(session, [member], near)[member.account_id] if near else []
    return News(items=items_for_next_digest(session, member.account_id), dates=dates)


def list_near_dates(session: Session, *, now: datetime) -> Sequence[Date]:
    """What begins or is due within the next days, whomever it concerns."""
    near = and_(Date.starts_at >= now, Date.starts_at < now + AHEAD, ~Date.removed)
    return session.scalars(select(Date).where(near).order_by(Date.starts_at, Date.key)).all()


def fresh_dates(
    session: Session, members: Iterable[Somebody], near: Sequence[Date]
) -> dict[UUID, list[Date]]:
    """Of these dates, those that each member may see and was not told of as they now are."""
    people = {member.account_id: member for member in members}
    told = _told(session, people, near)
    fresh: dict[UUID, list[Date]] = {}
    for account_id, member in people.items():
        mine = (one for one in near if _concerns(one, member))
        new = (one for one in mine if (account_id, one.key, one.starts_at) not in told)
        fresh[account_id] = list(islice(new, MOST_DATES))
    return fresh


def _concerns(one: Date, member: Somebody) -> bool:
    """The same rule as `calendar.queries.visible_to`, for many members and few dates without a query each."""
    return member.account_id in one.accounts or not seen_as(member.roles).isdisjoint(one.roles)


def _told(
    session: Session, accounts: Collection[UUID], near: Sequence[Date]
) -> set[tuple[UUID, str, datetime]]:
    keys = [one.key for one in near]
    mine = and_(ToldDate.account_id.in_(accounts), ToldDate.key.in_(keys))
    rows = session.execute(select(ToldDate.account_id, ToldDate.key, ToldDate.starts_at).where(mine))
    return {(row.account_id, row.key, row.starts_at) for row in rows}
