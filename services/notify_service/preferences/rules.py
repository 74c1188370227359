"""Which channel a thing takes, and when mails may arrive."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from notify_service.inbox.rules import (
    CASE,
    FORUM_KINDS,
    FORUM_REPLY,
    FORUM_TOPIC,
    KINDS,
    NEED,
    OFFER,
    THANKS,
)

MAIL = "mail"
DIGEST = "digest"
SITE = "site"
NONE = "none"
CHANNELS = (MAIL, DIGEST, SITE, NONE)

DAILY = "daily"
WEEKLY = "weekly"
NEVER = "never"
RHYTHMS = (DAILY, WEEKLY, NEVER)

# What concerns a person directly comes at once; the talk of the forums waits for the digest.
DEFAULTS = dict.fromkeys(KINDS, MAIL) | {FORUM_TOPIC: DIGEST, FORUM_REPLY: DIGEST, THANKS: SITE}

# Who oversees everything reads of it once a day, unless another role makes it their own business.
_OVERSEEN = {
    "secretariat": frozenset({OFFER, CASE}),
    "coordination": frozenset({OFFER, CASE}),
    "bureau": frozenset({NEED, OFFER, CASE}),
}

Choices = Mapping[tuple[str, str], str]


def default_channel(kind: str, roles: Collection[str]) -> str:
    """What reaches somebody with these roles who chose nothing."""
    usual = DEFAULTS.get(kind, MAIL)
    held = {role.partition(":")[0] for role in roles}
    overseen = bool(held) and all(kind in _OVERSEEN.get(role, ()) for role in held)
    return DIGEST if overseen and usual == MAIL else usual


def channel_for(
    kind: str,
    forum: str,
    choices: Choices,
    *,
    rhythm: str,
    topic: str = "",
    roles: Collection[str] = (),
) -> str:
    """The channel of a kind: the choice for the topic, else the forum, else the kind, else the default.

    Without a digest, what would wait for it stays on the site.
    """
    chosen = topic or (choices.get((kind, forum)) if kind in FORUM_KINDS and forum else None)
    chosen = chosen or choices.get((kind, "")) or default_channel(kind, roles)
    return SITE if chosen == DIGEST and rhythm == NEVER else chosen


def next_digest(
    after: datetime, *, rhythm: str, hour: int, weekday: int, zone: str, quiet_days: int = 0
) -> datetime | None:
    """The first moment later than `after` at which a digest is due, in UTC; None when there is none.

    Each local day has exactly one such moment: an hour that the clock skips falls on the first
    moment after the gap, an hour that it repeats counts the first time only. A daily digest leaves
    quiet days out; a weekly one comes on the day that was chosen for it.
    """
    if rhythm == NEVER:
        return None
    place = zone_of(zone)
    first = after.astimezone(place).date() - timedelta(days=1)
    days = (first + timedelta(days=n) for n in range(10))
    wanted = (
        day
        for day in days
        if (day.weekday() == weekday if rhythm == WEEKLY else not is_quiet_day(day, quiet_days))
    )
    return next(due for due in (_local_moment(day, time(hour), place) for day in wanted) if due > after)


def leave_quiet(
    moment: datetime, *, start: int | None, end: int | None, zone: str, quiet_days: int = 0
) -> datetime:
    """`moment` itself, or the end of the quiet time around it; hours are local, `end` is not quiet."""
    place = zone_of(zone)
    awake = moment
    # Quiet hours may end on a quiet day and that at a quiet hour: seven days and the night after.
    for _step in range(9):
        later = _leave_day(_leave_hours(awake, start, end, place), quiet_days, place)
        if later == awake:
            return awake
        awake = later
    return awake


def is_quiet_day(day: date, quiet_days: int) -> bool:
    """Whether the bit of that weekday is set."""
    return bool(quiet_days >> day.weekday() & 1)


def _leave_day(moment: datetime, quiet_days: int, place: ZoneInfo) -> datetime:
    day = moment.astimezone(place).date()
    if not is_quiet_day(day, quiet_days):
        return moment
    return max(moment, _local_moment(day + timedelta(days=1), time(0), place))


def _leave_hours(moment: datetime, start: int | None, end: int | None, place: ZoneInfo) -> datetime:
    if start is None or end is None or start == end:
        return moment
    local = moment.astimezone(place)
    if not _is_quiet(local.hour, start, end):
        return moment
    ends_today = local.hour < end
    day = local.date() if ends_today else local.date() + timedelta(days=1)
    return max(moment, _local_moment(day, time(end), place))


def _is_quiet(hour: int, start: int, end: int) -> bool:
    if start < end:
        return start <= hour < end
    return hour >= start or hour < end


def start_of_day(moment: datetime, zone: str) -> datetime:
    """When the local day around a moment began."""
    place = zone_of(zone)
    return _local_moment(moment.astimezone(place).date(), time(0), place)


def _local_moment(day: date, hour: time, place: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, tzinfo=place).astimezone(ZoneInfo("UTC"))


def zone_of(name: str) -> ZoneInfo:
    """The zone of that IANA name; UTC when the name means nothing here."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
