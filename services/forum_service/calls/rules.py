"""Who may open a call, who has a voice in it, and what its times must be."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from flask_babel import lazy_gettext as _

from corridor.auth.roles import FOCAL_POINT, PARTY_REPRESENTATIVE, parse
from corridor.errors import Conflict, Forbidden, Invalid
from forum_service.boards.rules import Rights, moderates
from forum_service.calls.models import Speaks, Stance

TITLE_MAX = 200
REASON_MAX = 4000
SHORTEST = timedelta(hours=1)
LONGEST = timedelta(days=366)
AHEAD = timedelta(days=366)
# Those who have not spoken are reminded so long before the end.
REMINDERS = (timedelta(days=3), timedelta(days=1))


class Stage(StrEnum):
    """Where a call stands by the clock."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"


class Timed(Protocol):
    """The times of a call, as its row gives them."""

    opens_at: datetime
    closes_at: datetime
    withdrawn_at: datetime | None
    outcome_at: datetime | None


class CallRights(Rights, Protocol):
    """What a forum says of calls in it."""

    authors_call: bool


def stage_of(call: Timed, now: datetime) -> Stage:
    """A call is open from its first to its last moment, whether a worker has noticed or not."""
    if call.withdrawn_at:
        return Stage.WITHDRAWN
    if call.outcome_at:
        return Stage.CONCLUDED
    if now < call.opens_at:
        return Stage.PLANNED
    return Stage.OPEN if now < call.closes_at else Stage.CLOSED


def may_call(
    account_id: UUID | None, roles: Collection[str], board: CallRights, *, author_id: UUID, closed: bool
) -> bool:
    """Moderators of the forum; the author of an open topic where the forum leaves it to authors."""
    if moderates(roles, board):
        return True
    return board.authors_call and account_id == author_id and not closed


def may_chair(account_id: UUID | None, roles: Collection[str], board: Rights, *, opened_by: UUID) -> bool:
    """Who opened a call looks after it, as do the forum's moderators."""
    return account_id == opened_by or moderates(roles, board)


def check_times(*, opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    """Raises Invalid at the field that is wrong."""
    if opens_at < now - SHORTEST:
        raise _wrong("opens_at", _("The call cannot open in the past."))
    if opens_at > now + AHEAD:
        raise _wrong("opens_at", _("Please choose a time within a year."))
    check_end(opens_at=opens_at, closes_at=closes_at, now=now)


def check_end(*, opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    """Raises Invalid where the end leaves nobody time to speak."""
    if closes_at < max(opens_at, now) + SHORTEST:
        raise _wrong("closes_at", _("The call must stay open for an hour at least."))
    if closes_at > max(opens_at, now) + LONGEST:
        raise _wrong("closes_at", _("The call must close within a year."))


def check_later(closes_at: datetime, *, before: datetime) -> None:
    """An extension gives time; it takes none away."""
    if closes_at <= before:
        raise _wrong("closes_at", _("Please choose a time after the present end."))


def next_reminder(*, opens_at: datetime, closes_at: datetime, after: datetime) -> datetime | None:
    """When to remind next; a short call is not begun with a reminder."""
    moments = [closes_at - before for before in REMINDERS if closes_at - 2 * before >= opens_at]
    coming = [moment for moment in moments or [opens_at + (closes_at - opens_at) / 2] if moment > after]
    return min(coming, default=None)


def keys_of(speaks: str, *, account_id: UUID, organisation: str, roles: Collection[str]) -> dict[str, str]:
    """The voices somebody may raise in a call, each with the words to show for it."""
    if speaks == Speaks.PARTY:
        held = (parse(role) for role in sorted(roles))
        return {
            role.scope: role.scope
            for role in held
            if role.name in (FOCAL_POINT, PARTY_REPRESENTATIVE) and role.scope
        }
    if speaks == Speaks.ORGANISATION:
        label = " ".join(organisation.split())
        return {label.casefold(): label} if label else {}
    return {str(account_id): ""}


def choose_key(keys: dict[str, str], wanted: str | None) -> str:
    """The voice to raise; raises Forbidden for who has none, Invalid where one must be chosen."""
    if not keys:
        raise Forbidden(_("In this call you have no voice of your own. You can reply in the topic."))
    if wanted is None and len(keys) == 1:
        return next(iter(keys))
    if wanted not in keys:
        raise _wrong("key", _("Please choose for whom you speak."))
    return wanted


def check_speaking(call: Timed, *, now: datetime) -> None:
    """Raises Conflict before and after the time to speak."""
    stage = stage_of(call, now)
    if stage == Stage.PLANNED:
        raise Conflict(_("This call is not open yet."))
    if stage != Stage.OPEN:
        raise Conflict(_("This call is closed: no more voices."))


def check_reason(stance: str, reason: str) -> None:
    """Whoever does not simply support says why."""
    if stance != Stance.SUPPORT and not reason:
        raise _wrong("reason", _("Please say why, so that the text can be improved."))


def _wrong(field: str, message: object) -> Invalid:
    return Invalid(message, errors={field: [message]})
