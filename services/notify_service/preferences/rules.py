"""Which channel a thing takes, and when mails may arrive."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from notify_service.inbox.rules import FORUM_KINDS, FORUM_REPLY, FORUM_TOPIC, KINDS, THANKS

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

Choices = Mapping[tuple[str, str], str]


def channel_for(kind: str, forum: str, choices: Choices, *, rhythm: str) -> str:
    """The channel of a kind: the choice for the forum, else for the kind, else the default.

    Without a digest, what would wait for it stays on the site.
    """
    chosen = choices.get((kind, forum)) if kind in FORUM_KINDS and forum else None
    chosen = chosen or choices.get((kind, "")) or DEFAULTS.get(kind, MAIL)
    return SITE if chosen == DIGEST and rhythm == NEVER else chosen


def next_digest(after: datetime, *, rhythm: str, hour: int, weekday: int, zone: str) -> datetime | None:
    """The first moment later than `after` at which a digest is due, in UTC; None when there is none.

    Each local day has exactly one such moment: an hour that the clock skips falls on the first
    moment after the gap, an hour that it repeats counts the first time only.
    """
    if rhythm == NEVER:
        return None
    place = zone_of(zone)
    first = after.astimezone(place).date() - timedelta(days=1)
    days = (first + timedelta(days=n) for n in range(10))
    dues = (
        _local_moment(day, time(hour), place) for day in days if rhythm == DAILY or day.weekday() == weekday
    )
    return next(due for due in dues if due > after)


def leave_quiet(moment: datetime, *, start: int | None, end: int | None, zone: str) -> datetime:
    """`moment` itself, or the end of the quiet hours it falls into; hours are local, `end` is not quiet."""
    if start is None or end is None or start == end:
        return moment
    place = zone_of(zone)
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


def _local_moment(day: date, hour: time, place: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, tzinfo=place).astimezone(ZoneInfo("UTC"))


def zone_of(name: str) -> ZoneInfo:
    """The zone of that IANA name; UTC when the name means nothing here."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
