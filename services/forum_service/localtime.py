"""Times that members choose and read: typed in their own zone, shown in it and in UTC."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import get_timezone
from flask_babel import gettext as _
from markupsafe import Markup
from marshmallow import ValidationError, fields

from corridor.web.moments import exact

_EARLIEST, _LATEST = 2000, 2200


class LocalMoment(fields.Field[datetime]):
    """What a `datetime-local` box sends: no zone, meant in the reader's own."""

    # The signature is that of the schema library.
    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> datetime:
        try:
            typed = datetime.fromisoformat(str(value).strip())
        except ValueError:
            raise ValidationError(str(_("Please give a date and a time."))) from None
        if not _EARLIEST <= typed.year < _LATEST:
            raise ValidationError(str(_("Please check the year.")))
        zoned = typed if typed.tzinfo else typed.replace(tzinfo=_zone())
        return zoned.astimezone(UTC)


def as_typed(moment: datetime | None) -> str:
    """A moment as the reader would type it."""
    return moment.astimezone(_zone()).strftime("%Y-%m-%dT%H:%M") if moment else ""


def both_times(moment: datetime) -> Markup:
    """The reader's time with its zone, and UTC beside it where that is another."""
    own, utc = moment.astimezone(_zone()), moment.astimezone(UTC)
    shown = Markup("<bdi>{}</bdi>").format(exact(moment))
    if own.utcoffset() == utc.utcoffset():
        return shown
    beside = f"{utc:%H:%M}" if own.date() == utc.date() else f"{utc:%Y-%m-%d %H:%M}"
    # Digits and Latin letters keep their order also between Arabic words.
    return Markup('{} <span dir="ltr">({} UTC)</span>').format(shown, beside)


def zone_hint() -> str:
    """Which zone a typed time is meant in."""
    return str(_("In your time zone, %(zone)s.", zone=str(get_timezone())))


def _zone() -> ZoneInfo:
    # Flask-Babel gives zones of pytz, which cannot simply be put to a naive time.
    return ZoneInfo(str(get_timezone()))
