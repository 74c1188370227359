"""What can be told, and how it is signed."""

import hmac
from hashlib import sha256

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

# The names that programs for Discourse know.
EVENTS: dict[str, LazyString] = {
    "topic_created": _("A topic was opened"),
    "post_created": _("A post was written"),
    "post_edited": _("A post was changed"),
    "post_destroyed": _("A post was taken down"),
    "post_recovered": _("A post was put back"),
    "like_created": _("Somebody thanked for a post"),
    "reviewable_created": _("Something waits for the moderators"),
    "group_created": _("A group was founded"),
    "group_updated": _("A group was changed"),
    "group_destroyed": _("A group was closed"),
    "user_created": _("Somebody became a member"),
    "user_updated": _("A member's details or roles changed"),
}


def signature(secret: str, body: bytes) -> str:
    """The header by which the other side knows that a message is ours."""
    return "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()
