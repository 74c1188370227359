"""Bringing notices to people, and marking them read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, and_, cast, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Session

from corridor.events.notify import UnreadChanged
from corridor.ids import uuid7
from corridor.messaging import outbox
from corridor.messaging.event import Transient
from notify_service.channels.email.queue import queue_at_once
from notify_service.inbox.models import Counter, Item, Notice, Reading
from notify_service.inbox.queries import narrowed
from notify_service.inbox.repeating import POSTS, tell_once
from notify_service.inbox.rules import kind_of
from notify_service.live.rules import State
from notify_service.live.telling import call_out
from notify_service.preferences import rules
from notify_service.preferences.actions import ensure_rhythms
from notify_service.preferences.queries import Wishes, wishes_of_all


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What the inbox needs to know of an event."""

    event_id: UUID
    what: str
    group_key: str
    title: str
    url: str
    happened_at: datetime
    excerpt: str = ""
    html: str = ""
    language: str = "en"
    actor_id: UUID | None = None
    actor_name: str = ""
    actor_organisation: str = ""
    forum_slug: str = ""
    forum_name: str = ""
    position: int | None = None
    words: dict[str, Any] | None = None
    # Not for mails nor a matter of choice: what a mail cannot tell.
    site_only: bool = False


# News that arrive late, after an outage or by a replay: no mail at once any more, and then history.
TOO_LATE_TO_MAIL = timedelta(days=3)
HISTORY = timedelta(days=14)
# So long a translation waits for its post; most posts are told to nobody who would be mailed of them.
OVERTAKES = timedelta(minutes=2)


def announce(session: Session, happening: Happening, reasons: dict[UUID, str], *, now: datetime) -> None:
    """Put a notice into the inboxes of all whom it concerns, each through the channel they chose."""
    wishes = wishes_of_all(session, reasons, about=happening.group_key)
    age = now - happening.happened_at
    items = [_item(happening, account, reason, wishes[account], age) for account, reason in reasons.items()]
    items = [item for item in items if item["channel"] != rules.NONE]
    if not items:
        return
    if happening.what in POSTS and happening.position is not None:
        tell_once(session, items)
    _keep_notice(session, happening)
    _mark_what_was_read_before(session, items, now=now)
    new = _add_items(session, items)
    ensure_rhythms(session, [account for account, channel in new if channel == rules.DIGEST], now=now)
    queue_at_once(
        session, [account for account, channel in new if channel == rules.MAIL], happening.group_key, now=now
    )
    recount(session, [account for account, _ in new])


def _item(
    happening: Happening, account_id: UUID, reason: str, wishes: Wishes, age: timedelta
) -> dict[str, Any]:
    kind = kind_of(happening.what, reason)
    channel = rules.SITE if happening.site_only else wishes.channel(kind, happening.forum_slug)
    return {
        "id": uuid7(),
        "account_id": account_id,
        "event_id": happening.event_id,
        "kind": kind,
        "reason": reason,
        "channel": rules.SITE if channel == rules.MAIL and age > TOO_LATE_TO_MAIL else channel,
        "group_key": happening.group_key,
        "position": happening.position,
        "happened_at": happening.happened_at,
        "read_at": happening.happened_at if age > HISTORY else None,
    }


def _keep_notice(session: Session, happening: Happening) -> None:
    values = {name: value for name, value in vars(happening).items() if name not in ("position", "site_only")}
    values["words"] = happening.words or {}
    session.execute(insert(Notice).values(**values).on_conflict_do_nothing())


def note_translation(
    session: Session,
    group_key: str,
    url: str,
    *,
    language: str,
    translation: dict[str, Any],
    told_at: datetime,
    now: datetime,
) -> None:
    """Let mails to come show a post in the reader's language; one without `html` is taken away.

    Of two the later one holds, whichever arrives first. Raises Transient where it overtook its post.
    """
    here = (Notice.group_key == group_key, Notice.url == url)
    if now - told_at < OVERTAKES and not session.scalar(select(exists().where(*here))):
        raise Transient(f"{url} is not told yet")
    kept = Notice.translations[language]["told_at"].astext.cast(DateTime(timezone=True))
    later = or_(kept.is_(None), kept <= told_at)
    entry = cast({language: translation | {"told_at": told_at.isoformat()}}, JSONB)
    changed = update(Notice).where(*here, later).values(translations=Notice.translations.op("||")(entry))
    session.execute(changed.execution_options(synchronize_session=False))


def _mark_what_was_read_before(session: Session, items: list[dict[str, Any]], *, now: datetime) -> None:
    # The news that a topic was read may overtake the news of the post that was read.
    first = items[0]
    if first["position"] is None:
        return
    far_enough = (Reading.group_key == first["group_key"]) & (Reading.position >= first["position"])
    accounts = [item["account_id"] for item in items]
    readers = set(
        session.scalars(select(Reading.account_id).where(far_enough, Reading.account_id.in_(accounts)))
    )
    for item in items:
        if item["account_id"] in readers:
            item["read_at"] = now


def _add_items(session: Session, items: list[dict[str, Any]]) -> Sequence[tuple[UUID, str]]:
    row = insert(Item).values(items).on_conflict_do_nothing(index_elements=["account_id", "event_id"])
    added = session.execute(row.returning(Item.account_id, Item.channel, Item.read_at))
    return [(account_id, channel) for account_id, channel, read_at in added if read_at is None]


def read_topic(session: Session, account_id: UUID, group_key: str, position: int, *, now: datetime) -> None:
    """Mark everything read that concerns a topic up to a post, whether it has arrived yet or not."""
    row = insert(Reading).values(account_id=account_id, group_key=group_key, position=position)
    session.execute(
        row.on_conflict_do_update(
            index_elements=["account_id", "group_key"],
            set_={"position": position},
            where=Reading.position < position,
        )
    )
    _mark_read(session, account_id, (Item.group_key == group_key) & (Item.position <= position), now=now)


def read_group(session: Session, account_id: UUID, group_key: str, *, now: datetime) -> None:
    """Mark one topic, need or case read."""
    _mark_read(session, account_id, Item.group_key == group_key, now=now)


def read_everything(
    session: Session, account_id: UUID, *, kind: str = "", forum: str = "", now: datetime
) -> None:
    """Empty the inbox of what is unread, up to this moment; of one kind or forum where these are given."""
    wanted = narrowed(account_id, kind=kind, forum=forum)
    _mark_read(session, account_id, and_(wanted, Item.happened_at <= now), now=now)


def _mark_read(session: Session, account_id: UUID, which: ColumnElement[bool], *, now: datetime) -> None:
    unread = (Item.account_id == account_id) & Item.read_at.is_(None)
    read = session.scalars(update(Item).where(unread, which).values(read_at=now).returning(Item.id)).all()
    if read:
        recount(session, [account_id])


def recount(session: Session, accounts: Collection[UUID]) -> None:
    """Count what is unread, and tell every service when the number changed."""
    if not accounts:
        return
    before = _lock_counters(session, accounts)
    unread = select(func.count()).where(Item.account_id == Counter.account_id, Item.read_at.is_(None))
    counted = session.execute(
        update(Counter)
        .where(Counter.account_id.in_(accounts))
        .values(unread=unread.scalar_subquery(), sequence=Counter.sequence + 1)
        .returning(Counter.account_id, Counter.unread, Counter.sequence)
        .execution_options(synchronize_session=False)
    )
    changed = [row for row in counted.all() if row.unread != before[row.account_id]]
    for account_id, count, sequence in changed:
        outbox.record(session, UnreadChanged(account_id=str(account_id), unread=count), sequence=sequence)
    call_out(session, [(row.account_id, State(row.sequence, row.unread)) for row in changed])


def _lock_counters(session: Session, accounts: Collection[UUID]) -> dict[UUID, int]:
    # Always in the same order, so that two workers with overlapping recipients cannot block each other.
    rows = [{"account_id": account_id, "unread": 0, "sequence": 0} for account_id in sorted(accounts)]
    session.execute(insert(Counter).values(rows).on_conflict_do_nothing())
    locked = (
        select(Counter.account_id, Counter.unread)
        .where(Counter.account_id.in_(accounts))
        .order_by(Counter.account_id)
        .with_for_update()
    )
    return {row.account_id: row.unread for row in session.execute(locked)}
