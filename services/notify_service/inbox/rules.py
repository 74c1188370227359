"""What kind of thing an event is for the person it concerns, and which of several reasons counts."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

FORUM_TOPIC = "forum_topic"
FORUM_REPLY = "forum_reply"
MENTION = "mention"
NEED = "need"
MATCH = "match"
OFFER = "offer"
CASE = "case"
MESSAGE = "message"
CALL = "call"
REMINDER = "reminder"
THANKS = "thanks"
MODERATION = "moderation"
ACCOUNT = "account"
# An official notification to somebody who has an account: it is mailed anyway, so there is nothing to choose.
BULLETIN = "bulletin"
SECURITY = "security"

# In the order of the preferences page; security mails are not a matter of choice.
KINDS = (
    MENTION,
    MESSAGE,
    FORUM_TOPIC,
    FORUM_REPLY,
    CALL,
    THANKS,
    REMINDER,
    NEED,
    MATCH,
    OFFER,
    CASE,
    MODERATION,
    ACCOUNT,
)
FORUM_KINDS = (FORUM_TOPIC, FORUM_REPLY)

# The closest to the person first.
REASONS = (
    "mentioned",
    "replied",
    "quoted",
    "author",
    "focal_point",
    "representative",
    "centre_staff",
    "participant",
    "moderator",
    "watching",
    "coordination",
    "secretariat",
    "tracking",
)
_ADDRESSED = frozenset({"mentioned", "replied", "quoted"})


def kind_of(what: str, reason: str) -> str:
    """The kind under which a person chooses a channel for `what`, given why it concerns them."""
    if what in ("topic_opened", "reply_posted"):
        return _forum_kind(what, reason)
    if what == "need_published" and reason == "centre_staff":
        return MATCH
    subject = what.split("_", 1)[0]
    return subject if subject in (*KINDS, BULLETIN) else ACCOUNT


def _forum_kind(what: str, reason: str) -> str:
    if reason in _ADDRESSED:
        return MENTION
    return FORUM_TOPIC if what == "topic_opened" else FORUM_REPLY


def strongest_reasons(recipients: Iterable[dict[str, Any]], *, actor: UUID | None) -> dict[UUID, str]:
    """One reason a person, the closest one; whoever did it is not told of it."""
    chosen: dict[UUID, str] = {}
    for recipient in recipients:
        account, reason = UUID(recipient["account_id"]), str(recipient["reason"])
        if account != actor and _closeness(reason) < _closeness(chosen.get(account, "")):
            chosen[account] = reason
    return dict(sorted(chosen.items()))


def _closeness(reason: str) -> int:
    if not reason:
        return len(REASONS) + 1
    return REASONS.index(reason) if reason in REASONS else len(REASONS)
