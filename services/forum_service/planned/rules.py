"""What may be planned, and until when it can be changed."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _

from corridor.errors import Conflict, Invalid
from forum_service.planned.models import PlanState

AHEAD = timedelta(days=366)
WAITING_MOST = 100
CHANGEABLE = (PlanState.WAITING, PlanState.REFUSED)


def check_time(post_at: datetime, *, now: datetime) -> None:
    """Raises Invalid for a time that is past or too far away."""
    if not now < post_at < now + AHEAD:
        message = _("Please choose a time to come, within a year.")
        raise Invalid(message, errors={"post_at": [message]})


def check_count(waiting: int) -> None:
    """Raises Conflict where more waits than anybody keeps in mind."""
    if waiting >= WAITING_MOST:
        raise Conflict(_("You have %(count)s planned posts already.", count=waiting))


def check_changeable(state: str) -> None:
    """Raises Conflict for what was posted or cancelled."""
    if state not in CHANGEABLE:
        raise Conflict(_("This was posted or cancelled meanwhile and can no longer be changed here."))
