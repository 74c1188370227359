"""What a bookmark may hold."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _

from corridor.errors import Invalid

NOTE_MAX = 1000
AHEAD = timedelta(days=5 * 366)


def check_reminder(remind_at: datetime | None, *, before: datetime | None, now: datetime) -> None:
    """Raises Invalid for a time that is past, unless it stands there already."""
    if remind_at is None or remind_at == before or now < remind_at < now + AHEAD:
        return
    message = _("Please choose a time to come, within five years.")
    raise Invalid(message, errors={"remind_at": [message]})
