"""Points in time as a reader says them: in the own zone and language, exact where it matters."""

from datetime import UTC, date, datetime, timedelta

from babel.dates import format_skeleton
from flask_babel import format_date, format_datetime, format_timedelta, get_locale, to_user_timezone

from corridor import clock

_RELATIVE_UP_TO = timedelta(days=30)


def relative(moment: datetime) -> str:
    """ "3 hours ago" within a month, else the date; complete without a script."""
    away = moment - clock.now()
    if abs(away) < _RELATIVE_UP_TO:
        return str(format_timedelta(away, granularity="minute", threshold=0.9, add_direction=True))
    return short_date(moment)


def short_date(moment: date | datetime) -> str:
    """ "12 Dec", with the year when it is not this one."""
    day = to_user_timezone(moment).date() if isinstance(moment, datetime) else moment
    if day.year != to_user_timezone(clock.now()).year:
        return str(format_date(day, "medium"))
    return format_skeleton("MMMd", day, locale=get_locale())


def exact(moment: datetime) -> str:
    """The date and the time with its zone."""
    return str(format_datetime(moment, "d MMM y, HH:mm z"))


def machine(moment: date | datetime) -> str:
    """The form for `datetime` attributes."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
