"""Flags in words."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from forum_service.flags.models import Outcome, Reason

REASONS: dict[str, tuple[LazyString, LazyString]] = {
    Reason.OFF_TOPIC: (_("It is off topic"), _("It belongs into another topic or forum.")),
    Reason.INAPPROPRIATE: (
        _("It is inappropriate"),
        _("It offends, it reveals what is private, or it advertises."),
    ),
    Reason.ATTENTION: (
        _("It needs the moderators' attention"),
        _("A mistake in the title, something to pin, a matter to settle."),
    ),
    Reason.OTHER: (_("Something else"), _("Say it in your own words.")),
}
OUTCOMES: dict[str, LazyString] = {
    Outcome.AGREED: _("The moderators agreed with you."),
    Outcome.DISAGREED: _("The moderators see no fault in the post."),
    Outcome.NOTED: _("The moderators took note."),
}


def reason_name(reason: str) -> str:
    """A reason in a few words."""
    return str(REASONS[reason][0])
