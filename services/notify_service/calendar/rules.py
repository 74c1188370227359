"""Who sees a date, and what its words mean."""

from collections.abc import Collection
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Whoever holds any role.
MEMBER = "member"


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


def moment_of(text: str, zone: ZoneInfo) -> datetime:
    """An ISO 8601 moment; a day alone begins at midnight, a time without a zone is that of the place."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def are_whole_days(starts_at: datetime, ends_at: datetime | None, zone: ZoneInfo) -> bool:
    """Whether it lasts from a midnight to a midnight where it takes place."""
    if ends_at is None or ends_at <= starts_at:
        return False
    midnight = time(0)
    return starts_at.astimezone(zone).time() == midnight == ends_at.astimezone(zone).time()


def days_of(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> tuple[date, date]:
    """The first day, and the day after the last one."""
    return starts_at.astimezone(zone).date(), ends_at.astimezone(zone).date()
