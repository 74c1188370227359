"""Measures in words."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from forum_service.sanctions.models import Kind

KINDS: dict[str, tuple[LazyString, LazyString]] = {
    Kind.SILENCE: (_("Silenced"), _("Reads, but does not write.")),
    Kind.APPROVAL: (_("Looked at first"), _("Writes, and a moderator looks at it before it appears.")),
    Kind.SUSPENSION: (_("Suspended"), _("Neither reads nor writes in any forum.")),
}


def kind_name(kind: str) -> str:
    """A measure in a word or two."""
    return str(KINDS[kind][0])
