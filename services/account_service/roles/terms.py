"""The term of a role: when it begins, when it ends, and for whom it stands in."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _

from corridor.errors import Invalid

# How long before its end a term is spoken of, so that a successor can be found.
NOTICE = timedelta(days=45)
LONGEST_YEARS = 20


@dataclass(frozen=True, kw_only=True)
class Term:
    """First and last day; None: from now, and without an end."""

    starts_on: date | None = None
    ends_on: date | None = None
    alternate_for: UUID | None = None

    def has_begun(self, today: date) -> bool:
        return self.starts_on is None or self.starts_on <= today


LASTING = Term()


def check_term(term: Term, *, today: date) -> None:
    """Refuse a term that is over before it begins, or is over already."""
    if term.starts_on and abs(term.starts_on.year - today.year) > LONGEST_YEARS:
        message = _("This day is too far away.")
        raise Invalid(message, errors={"starts_on": [message]})
    if term.ends_on is None:
        return
    if term.ends_on < (term.starts_on or today):
        message = _("The last day comes before the first.")
        raise Invalid(message, errors={"ends_on": [message]})
    if term.ends_on < today:
        message = _("This day is past.")
        raise Invalid(message, errors={"ends_on": [message]})
    if term.ends_on.year > today.year + LONGEST_YEARS:
        message = _("A term lasts at most %(years)s years.", years=LONGEST_YEARS)
        raise Invalid(message, errors={"ends_on": [message]})


def usual_term(term: Term, months: int | None, *, today: date) -> Term:
    """The term with the end that a group gives where none is named; never one that is past already."""
    if term.ends_on is not None or months is None:
        return term
    usual = months_later(term.starts_on or today, months)
    return replace(term, ends_on=usual if usual >= today else months_later(today, months))


def months_later(day: date, months: int) -> date:
    """The last day of a term of so many months that begins on `day`."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last_of_month = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last_of_month)) - timedelta(days=1)
