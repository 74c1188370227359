"""Keeping dates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from notify_service.calendar.models import Date
from notify_service.calendar.rules import are_whole_days, zone_of


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A date as others tell it; `sequence` grows with each change, so that older news never win."""

    key: str
    what: str
    title: str
    url: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    time_zone: str = "UTC"
    language: str = "en"
    roles: Collection[str] = ()
    accounts: Collection[UUID] = ()
    removed: bool = False
    sequence: int = 0


def set_date(session: Session, fact: Fact, *, now: datetime) -> bool:
    """Keep a date as it is now; older news of it change nothing. Whether it was taken."""
    zone = zone_of(fact.time_zone)
    values: dict[str, Any] = {
        **{name: value for name, value in vars(fact).items() if name != "key"},
        "time_zone": zone.key,
        "whole_days": are_whole_days(fact.starts_at, fact.ends_at, zone),
        "roles": sorted(set(fact.roles)),
        "accounts": sorted(set(fact.accounts)),
        "changed_at": now,
    }
    row = insert(Date).values(key=fact.key, created_at=now, **values)
    newer = Date.sequence <= row.excluded.sequence
    kept = row.on_conflict_do_update(index_elements=["key"], set_=values, where=newer)
    return session.execute(kept.returning(Date.key)).first() is not None


def forget_person(session: Session, account_id: UUID) -> None:
    """Take somebody who left for good out of the dates that named them."""
    named = update(Date).where(Date.accounts.contains([account_id]))
    left = func.array_remove(Date.accounts, account_id)
    session.execute(named.values(accounts=left).execution_options(synchronize_session=False))
