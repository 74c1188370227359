"""The demo world of this service: its members and what they chose; the news come by events."""

import csv
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor import clock
from corridor.demo import Person, person
from corridor.members import upsert_demo_members
from corridor.service import Progress, Scale
from notify_service.bulletins.demo import seed_bulletins
from notify_service.inbound.demo import seed_incoming
from notify_service.members.models import Member
from notify_service.preferences.actions import choose_mode
from notify_service.preferences.models import Preference
from notify_service.preferences.queries import Wishes
from notify_service.reach.demo import seed_reach
from notify_service.register.demo import seed_register
from notify_service.webhooks.demo import seed_webhook

# So that a new house soon has a digest to show in each of the six languages.
SOON = timedelta(minutes=3)


def seed(session: Session, settings: Any, *, scale: Scale, progress: Progress) -> None:  # noqa: ARG001
    """Load the demo world; a second time changes nothing."""
    upsert_demo_members(session, Member)
    rows = _rows()
    for number, row in enumerate(rows, start=1):
        _choose(session, row, now=clock.now())
        progress("Preferences", number, len(rows))
    seed_incoming(session, settings, now=clock.now())
    seed_reach(session, settings, now=clock.now())
    seed_webhook(session, now=clock.now())
    seed_register(session)
    seed_bulletins(session)
    progress("Official notifications", 1, 1)


def _rows() -> list[dict[str, str]]:
    text = files("notify_service").joinpath("data/preferences.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _choose(session: Session, row: dict[str, str], *, now: datetime) -> None:
    who = person(row["handle"])
    wishes = Wishes(
        rhythm=row["rhythm"],
        digest_hour=int(row["digest_hour"]),
        digest_weekday=int(row["digest_weekday"]),
        quiet_start=int(row["quiet_start"]) if row["quiet_start"] else None,
        quiet_end=int(row["quiet_end"]) if row["quiet_end"] else None,
        quiet_days=sum(1 << int(day) for day in row["quiet_days"].split()),
    )
    values = {
        "account_id": who.account_id,
        "rhythm": wishes.rhythm,
        "digest_hour": wishes.digest_hour,
        "digest_weekday": wishes.digest_weekday,
        "quiet_start": wishes.quiet_start,
        "quiet_end": wishes.quiet_end,
        "quiet_days": wishes.quiet_days,
        "next_due_at": _first_digest(wishes, who, now=now, soon=bool(row["soon"])),
    }
    row_of = insert(Preference).values(**values).on_conflict_do_nothing()
    if session.scalar(row_of.returning(Preference.account_id)) is not None:
        for forum, _equals, mode in (choice.partition("=") for choice in row["modes"].split()):
            choose_mode(session, who.account_id, forum, mode, now=now)


def _first_digest(wishes: Wishes, who: Person, *, now: datetime, soon: bool) -> datetime | None:
    return now + SOON if soon else wishes.next_digest(now, who.time_zone)
