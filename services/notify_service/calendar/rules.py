"""Who sees a date, and what its words mean."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Whoever holds any role.
MEMBER = "member"
# How far pages and calendars look ahead and back.
AHEAD = timedelta(days=730)
BACK = timedelta(days=400)
# A date that is off is told for so long, so that calendars that know it learn of it.
TOLD_REMOVED = timedelta(days=60)
# After that a date is forgotten.
KEPT = timedelta(days=800)
_DAY = len("2026-12-31")


def seen_as(roles: Collection[str]) -> frozenset[str]:
    """The roles as dates name them: as they are, without their scope, and "member" for any."""
    if not roles:
        return frozenset()
    return frozenset({*roles, *(role.partition(":")[0] for role in roles), MEMBER})


def zone_of(name: str) -> ZoneInfo:
    """The time zone, or UTC where the name means nothing here."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def span_of(starts_at: str, ends_at: str | None, zone: ZoneInfo) -> tuple[datetime, datetime | None]:
    """From and to, out of ISO 8601. Days alone are meant from their midnights where it takes place: up to
    that of the second one, or for one whole day where there is none."""
    if len(starts_at) > _DAY:
        return _moment(starts_at, zone), _moment(ends_at, zone) if ends_at else None
    first = date.fromisoformat(starts_at)
    after = max(first + timedelta(days=1), date.fromisoformat((ends_at or starts_at)[:_DAY]))
    return datetime.combine(first, time(0), zone), datetime.combine(after, time(0), zone)


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """A time without a zone is that of the place."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def are_whole_days(starts_at: datetime, ends_at: datetime | None, zone: ZoneInfo) -> bool:
    """Whether it lasts from a midnight to a later one where it takes place."""
    if ends_at is None or ends_at <= starts_at:
        return False
    return starts_at.astimezone(zone).time() == time(0) == ends_at.astimezone(zone).time()


def daily(starts_at: datetime, ends_at: datetime) -> int:
    """How many days a meeting of some days has, by the clock of the place: from the first hour of the first
    day to the last hour of the last one."""
    if ends_at.time() <= starts_at.time():
        return 1
    return (ends_at.date() - starts_at.date()).days + 1


def days_of(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> tuple[date, date]:
    """The first day, and the day after the last one."""
    return starts_at.astimezone(zone).date(), ends_at.astimezone(zone).date()
