"""What a poll must be, who may make one, and when its results are shown."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _

from corridor.errors import Conflict, Invalid
from forum_service.boards.rules import Rights, moderates
from forum_service.polls.models import Results

QUESTION_MAX = 300
OPTION_MAX = 200
OPTIONS_MAX = 20
LONGEST = timedelta(days=366)


def may_poll(
    account_id: UUID | None, roles: Collection[str], board: Rights, *, author_id: UUID, closed: bool
) -> bool:
    """The author of an open topic, and the moderators of its forum."""
    return moderates(roles, board) or (account_id == author_id and not closed)


def read_options(typed: str) -> list[str]:
    """The answers, one a line; raises Invalid where they are too few, too many or the same."""
    options = [line.strip() for line in typed.splitlines() if line.strip()]
    if not 2 <= len(options) <= OPTIONS_MAX:
        raise _wrong("options", _("Please give between two and %(most)s answers.", most=OPTIONS_MAX))
    if len({option.casefold() for option in options}) < len(options):
        raise _wrong("options", _("Two of the answers are the same."))
    if any(len(option) > OPTION_MAX for option in options):
        raise _wrong("options", _("An answer may have at most %(most)s characters.", most=OPTION_MAX))
    return options


def check_end(closes_at: datetime | None, *, now: datetime) -> None:
    """Raises Invalid for an end that is past or too far away."""
    if closes_at is not None and not now < closes_at < now + LONGEST:
        raise _wrong("closes_at", _("Please choose a time within a year."))


def is_closed(closes_at: datetime | None, *, now: datetime) -> bool:
    """Whether a poll has ended."""
    return closes_at is not None and closes_at <= now


def check_vote(chosen: Sequence[int], *, options: Collection[int], multiple: bool, closed: bool) -> list[int]:
    """The choices, each once; raises Conflict after the end and Invalid for what cannot be chosen."""
    if closed:
        raise Conflict(_("This poll is closed: no more votes."))
    choices = list(dict.fromkeys(chosen))
    if not choices or not set(choices) <= set(options):
        raise _wrong("option", _("Please choose one of the answers."))
    if len(choices) > 1 and not multiple:
        raise _wrong("option", _("Please choose one answer only."))
    return choices


def shows_results(results: str, *, voted: bool, closed: bool) -> bool:
    """Whether somebody sees the numbers yet."""
    return closed or results == Results.ALWAYS or (results == Results.VOTED and voted)


def _wrong(field: str, message: object) -> Invalid:
    return Invalid(message, errors={field: [message]})
