"""Reading the inbox."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, contains_eager, defer
from sqlalchemy.orm.attributes import set_committed_value

from notify_service.inbox.models import Item, Notice
from notify_service.preferences import rules
from notify_service.preferences.models import Forum

# A group on the page is made of so many of its newest notices.
SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Group:
    """One topic, need or case in the inbox, with its newest notices."""

    key: str
    last_at: datetime
    count: int
    unread: int
    items: Sequence[Item]


def narrowed(account_id: UUID, *, kind: str = "", forum: str = "") -> ColumnElement[bool]:
    """The items of an account, of one kind and out of one forum where these are given."""
    wanted: ColumnElement[bool] = Item.account_id == account_id
    if kind:
        wanted = and_(wanted, Item.kind == kind)
    if forum:
        there = select(Notice.event_id).where(Notice.event_id == Item.event_id, Notice.forum_slug == forum)
        wanted = and_(wanted, there.exists())
    return wanted


def groups_query(wanted: ColumnElement[bool], *, unread: bool = False) -> Select[Any]:
    """The groups of the wanted items; page it by `last_at`, newest first, and the group's key."""
    grouped = (
        select(
            Item.group_key.label("group_key"),
            func.max(Item.happened_at).label("last_at"),
            func.count().label("count"),
            func.count().filter(Item.read_at.is_(None)).label("unread"),
        )
        .where(wanted)
        .group_by(Item.group_key)
        .subquery()
    )
    query = select(grouped.c.group_key, grouped.c.last_at, grouped.c.count, grouped.c.unread)
    return query.where(grouped.c.unread > 0) if unread else query


def with_items(
    session: Session, wanted: ColumnElement[bool], rows: Sequence[Sequence[object]]
) -> list[Group]:
    """The groups of a page with their newest notices, in one query."""
    keys = [str(row[0]) for row in rows]
    newest: dict[str, list[Item]] = {key: [] for key in keys}
    for item in session.scalars(_newest_items(wanted, keys)):
        newest[item.group_key].append(item)
    return [
        Group(key=str(row[0]), last_at=row[1], count=row[2], unread=row[3], items=newest[str(row[0])])  # type: ignore[arg-type]
        for row in rows
    ]


def _newest_items(wanted: ColumnElement[bool], keys: Sequence[str]) -> Select[Item]:
    place = func.row_number().over(
        partition_by=Item.group_key, order_by=(Item.read_at.is_(None).desc(), Item.happened_at.desc())
    )
    ranked = select(Item.id, place.label("place")).where(wanted, Item.group_key.in_(keys)).subquery()
    return (
        select(Item)
        .join(ranked, ranked.c.id == Item.id)
        .where(ranked.c.place <= SHOWN)
        .join(Item.notice)
        # Whole posts are for mails: a page of lines does without them.
        .options(contains_eager(Item.notice).options(defer(Notice.html), defer(Notice.translations)))
        .order_by(Item.happened_at.desc())
    )


def forums_of(session: Session, account_id: UUID) -> dict[str, str]:
    """The forums that the account was told of: slug to name."""
    told = select(Notice.event_id).join(Item, Item.event_id == Notice.event_id)
    there = told.where(Item.account_id == account_id, Notice.forum_slug == Forum.slug).exists()
    rows = session.execute(select(Forum.slug, Forum.name).where(there).order_by(Forum.name))
    return {row.slug: row.name for row in rows}


def find_item(session: Session, account_id: UUID, item_id: UUID) -> Item | None:
    """An item of one's own; anybody else's does not exist."""
    return session.scalar(select(Item).where(Item.id == item_id, Item.account_id == account_id))


def items_of_mail(session: Session, mail_id: UUID) -> Sequence[Item]:
    """What a mail at once tells, in the order in which it happened."""
    return _told(session, Item.mail_id == mail_id)


def items_of_digests(session: Session, mail_ids: Collection[UUID]) -> dict[UUID, list[Item]]:
    """What each of these digests tells, in the order in which it happened."""
    told: dict[UUID, list[Item]] = {mail_id: [] for mail_id in mail_ids}
    for item in _told(session, Item.digest_id.in_(mail_ids)):
        if item.digest_id is not None:
            told[item.digest_id].append(item)
    return told


def for_digest() -> ColumnElement[bool]:
    """The items that the next digest of their account will take."""
    return and_(Item.channel == rules.DIGEST, Item.digest_id.is_(None), Item.read_at.is_(None))


def waiting_for_digest(account_id: UUID) -> ColumnElement[bool]:
    """Those of one account."""
    return and_(Item.account_id == account_id, for_digest())


def items_for_next_digest(session: Session, account_id: UUID) -> Sequence[Item]:
    """What the digest would tell if it were made now."""
    return _told(session, waiting_for_digest(account_id))


def _told(session: Session, which: ColumnElement[bool]) -> Sequence[Item]:
    query = select(Item).where(which).order_by(Item.happened_at, Item.position, Item.id)
    items = session.scalars(query).all()
    notices = _notices(session, {item.event_id for item in items})
    for item in items:
        set_committed_value(item, "notice", notices[item.event_id])
    return items


def _notices(session: Session, wanted: set[UUID]) -> dict[UUID, Notice]:
    """These notices, each read once a session: the mails of a batch tell much the same."""
    known: dict[UUID, Notice] = session.info.setdefault("notices", {})
    missing = wanted - known.keys()
    if missing:
        found = session.scalars(select(Notice).where(Notice.event_id.in_(missing)))
        known.update({notice.event_id: notice for notice in found})
    return known


def count_unread(session: Session, account_id: UUID) -> int:
    """How many items are unread."""
    unread = select(func.count()).where(Item.account_id == account_id, Item.read_at.is_(None))
    return session.scalar(unread) or 0


def find_title(session: Session, account_id: UUID, group_key: str) -> str:
    """The title of a topic, need or case as this account was last told of it; empty when it never was."""
    mine = (Item.account_id == account_id) & (Item.group_key == group_key)
    query = select(Notice.title).join(Item, Item.event_id == Notice.event_id).where(mine)
    return session.scalar(query.order_by(Item.happened_at.desc()).limit(1)) or ""
