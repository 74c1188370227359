"""Changing preferences."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.events.notify import ForumModeChosen
from corridor.messaging import outbox
from notify_service.inbox.models import Item, Notice
from notify_service.inbox.rules import FORUM_KINDS
from notify_service.members.models import Member
from notify_service.members.queries import find_zone
from notify_service.preferences import modes, rules
from notify_service.preferences.models import Choice, Forum, Preference, TopicChoice
from notify_service.preferences.queries import Wishes, wishes_of


def ensure_rhythms(session: Session, accounts: Iterable[UUID], *, now: datetime) -> None:
    """Give members without preferences the default ones, so that their digest has a next time."""
    asked = set(accounts)
    known = set(session.scalars(select(Preference.account_id).where(Preference.account_id.in_(asked))))
    zones = _zones(session, asked - known)
    defaults = Wishes()
    for account_id in sorted(asked - known):
        due = defaults.next_digest(now, zones.get(account_id, "UTC"))
        row = insert(Preference).values(account_id=account_id, next_due_at=due)
        session.execute(row.on_conflict_do_nothing())


def choose_rhythm(session: Session, account_id: UUID, values: Mapping[str, Any], *, now: datetime) -> None:
    """Set the rhythm, hours and quiet hours, and find the next digest anew."""
    row = insert(Preference).values(account_id=account_id, **values)
    session.execute(row.on_conflict_do_update(index_elements=["account_id"], set_=dict(values)))
    if values.get("rhythm") == rules.NEVER:
        # Otherwise a digest taken up again months later would begin with what waits since today.
        keep_on_site(session, account_id, Item.channel == rules.DIGEST)
    reschedule(session, account_id, now=now)


def reschedule(session: Session, account_id: UUID, *, now: datetime) -> None:
    """Find the next digest after a change of the rhythm or of the member's time zone."""
    zone = find_zone(session, account_id) or "UTC"
    due = wishes_of(session, account_id).next_digest(now, zone)
    session.execute(update(Preference).where(Preference.account_id == account_id).values(next_due_at=due))


def choose_channels(session: Session, account_id: UUID, chosen: Mapping[tuple[str, str], str]) -> None:
    """Replace the choices for the kinds and forums named; an empty channel follows the general choice."""
    for (kind, forum), channel in sorted(chosen.items()):
        if not channel:
            session.execute(delete(Choice).filter_by(account_id=account_id, kind=kind, forum=forum))
            continue
        row = insert(Choice).values(account_id=account_id, kind=kind, forum=forum, channel=channel)
        session.execute(
            row.on_conflict_do_update(
                index_elements=["account_id", "kind", "forum"], set_={"channel": channel}
            )
        )


def choose_mode(session: Session, account_id: UUID, forum: str, mode: str, *, now: datetime) -> None:
    """Follow a forum by mail in one of the four ways; the forum hears of it and follows along."""
    chosen = modes.channels_of(mode)
    choose_channels(session, account_id, {(kind, forum): channel for kind, channel in chosen.items()})
    if mode == modes.OFF:
        of_forum = Item.event_id.in_(select(Notice.event_id).where(Notice.forum_slug == forum))
        keep_on_site(session, account_id, of_forum & Item.kind.in_(FORUM_KINDS))
    ensure_rhythms(session, [account_id], now=now)
    event = ForumModeChosen(account_id=str(account_id), forum_slug=forum, mode=mode)
    outbox.record(session, event, sequence=_next_version(session, account_id))


def _next_version(session: Session, account_id: UUID) -> int:
    mine = update(Preference).where(Preference.account_id == account_id)
    grown = mine.values(version=Preference.version + 1).returning(Preference.version)
    return session.execute(grown.execution_options(synchronize_session=False)).scalar_one()


def choose_for_topic(session: Session, account_id: UUID, group_key: str, channel: str) -> None:
    """Choose a channel for one topic, need or case; an empty one follows the general choices again."""
    if not channel:
        session.execute(delete(TopicChoice).filter_by(account_id=account_id, group_key=group_key))
        return
    row = insert(TopicChoice).values(account_id=account_id, group_key=group_key, channel=channel)
    keys = ["account_id", "group_key"]
    session.execute(row.on_conflict_do_update(index_elements=keys, set_={"channel": channel}))
    if channel in (rules.SITE, rules.NONE):
        keep_on_site(session, account_id, Item.group_key == group_key)


def remember_forum(session: Session, slug: str, name: str) -> None:
    """Know a forum by its current name."""
    row = insert(Forum).values(slug=slug, name=name)
    session.execute(
        row.on_conflict_do_update(index_elements=["slug"], set_={"name": name}, where=Forum.name != name)
    )


def keep_on_site(session: Session, account_id: UUID, which: ColumnElement[bool]) -> None:
    """Take what waits for a mail or a digest out of it; it stays to be read on the site."""
    waiting = (Item.account_id == account_id) & Item.digest_id.is_(None) & Item.mail_id.is_(None)
    moved = update(Item).where(waiting, which, Item.channel.in_((rules.DIGEST, rules.MAIL)))
    session.execute(moved.values(channel=rules.SITE).execution_options(synchronize_session=False))


def _zones(session: Session, accounts: set[UUID]) -> dict[UUID, str]:
    rows = session.execute(select(Member.account_id, Member.time_zone).where(Member.account_id.in_(accounts)))
    return {row.account_id: row.time_zone for row in rows}
