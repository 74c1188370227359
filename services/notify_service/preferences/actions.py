"""Changing preferences."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from notify_service.inbox.models import Item
from notify_service.members.models import Member
from notify_service.members.queries import find_zone
from notify_service.preferences import rules
from notify_service.preferences.models import Choice, Forum, Preference
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
        _keep_on_site(session, account_id)
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


def remember_forum(session: Session, slug: str, name: str) -> None:
    """Know a forum by its current name."""
    row = insert(Forum).values(slug=slug, name=name)
    session.execute(
        row.on_conflict_do_update(index_elements=["slug"], set_={"name": name}, where=Forum.name != name)
    )


def _keep_on_site(session: Session, account_id: UUID) -> None:
    # Otherwise a digest taken up again months later would begin with what waits since today.
    waiting = (Item.account_id == account_id) & (Item.channel == rules.DIGEST) & Item.digest_id.is_(None)
    session.execute(update(Item).where(waiting).values(channel=rules.SITE))


def _zones(session: Session, accounts: set[UUID]) -> dict[UUID, str]:
    rows = session.execute(select(Member.account_id, Member.time_zone).where(Member.account_id.in_(accounts)))
    return {row.account_id: row.time_zone for row in rows}
