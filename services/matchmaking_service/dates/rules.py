"""By when something is due. Pure."""

from datetime import date, datetime, timedelta
from typing import Any, Final

# A Party answers an offer within four weeks of five working days.
ANSWER_WITHIN: Final = 20
_SATURDAY = 5


def answer_due(made_at: datetime) -> date:
    """The day by which an offer is to be answered: so many working days after it was made."""
    day, left = made_at.date(), ANSWER_WITHIN
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def whole_day(day: date) -> dict[str, Any]:
    """A day as dates are told: from its midnight to the next one."""
    return {"starts_at": day.isoformat(), "ends_at": (day + timedelta(days=1)).isoformat()}
