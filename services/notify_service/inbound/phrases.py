"""Why a mail was not posted, and what to do, in the reader's language.

The functions take gettext as `_`: pages bring the one of the request, mails that of the reader.
"""

from collections.abc import Callable, Mapping

from notify_service.inbox.phrases import Gettext

Phrase = Callable[[Gettext], str]

# What a person who wrote is told.
_TOLD: Mapping[str, Phrase] = {
    "no_such_address": lambda _: _(
        "The address you wrote to is not one of ours, or a part of it was lost on the way."
    ),
    "unknown_sender": lambda _: _(
        "There is no account with the address you wrote from. Only members can write to the forums by mail."
    ),
    "closed_account": lambda _: _("The account is closed or suspended, so nothing can be posted by it."),
    "too_big": lambda _: _("The mail is larger than what we take in. Please send large files as a link."),
    "empty": lambda _: _(
        "We found no words of your own in it, only quoted text. Please write your answer above the quotation."
    ),
    "no_subject": lambda _: _("A new topic needs a title: please write it into the subject line."),
    "unclear": lambda _: _(
        "We did not understand whether the mail is yours. Please answer with nothing but the word CONFIRM, "
        "or use the link in the mail before this one."
    ),
    "gone": lambda _: _("The mail that you confirmed is not there any more. Please send it again."),
    "other_address": lambda _: _("It came from an address that is not the one of your account."),
    "not_proven": lambda _: _("We could not make sure that it really came from your address."),
    "too_many": lambda _: _("Many mails came from you within an hour, so somebody looks at this one first."),
    "unreadable": lambda _: _("We could not read it, so somebody looks at it first."),
    "forum": lambda _: _("The forum did not take it."),
}

# What only staff see.
_FOR_STAFF: Mapping[str, Phrase] = {
    "bounce": lambda _: _("A report on a mail of ours that did not arrive"),
    "complaint": lambda _: _("A report that somebody called a mail of ours unwanted"),
    "no_report": lambda _: _("Sent to the address for reports, but it is none"),
    "auto_reply": lambda _: _("An automatic answer"),
    "loop": lambda _: _("Our own mail came back, or a robot wrote"),
    "to_house": lambda _: _("Written to the postmaster"),
    "not_theirs": lambda _: _("Somebody else tried to confirm a mail"),
    "failed": lambda _: _("It could not be handled because of an error in the software"),
    "twice": lambda _: _("It also went to the address of an answer, and counts there"),
    "expired": lambda _: _("Nobody decided on it in time"),
    "sender": lambda _: _("Its sender dropped it"),
    "staff": lambda _: _("Dropped by staff"),
    "command": lambda _: _("A command"),
    "confirmation": lambda _: _("Confirmed another mail"),
    "help": lambda _: _("Asked how to write by mail"),
}
REASONS = (*_TOLD, *_FOR_STAFF)


def why(reason: str, _: Gettext) -> str:
    """The reason as a sentence; empty when there is none."""
    phrase = _TOLD.get(reason) or _FOR_STAFF.get(reason)
    return phrase(_) if phrase else ""


def state_name(state: str, _: Gettext) -> str:
    """What has become of a mail, in two words."""
    names = {
        "new": _("Just arrived"),
        "held": _("Held back"),
        "handed": _("Handed to the forum"),
        "moderated": _("With the moderators"),
        "posted": _("Posted"),
        "done": _("Done"),
        "refused": _("Refused"),
        "dropped": _("Dropped"),
    }
    return names.get(state, state)


def act_name(act: str, _: Gettext) -> str:
    """What a mail asks for."""
    names = {
        "reply": _("A reply"),
        "private": _("A private answer"),
        "topic": _("A new topic"),
        "thanks": _("Thanks"),
        "watch": _("Watch"),
        "track": _("Track"),
        "mute": _("Mute"),
        "unsubscribe": _("Unsubscribe"),
        "confirm": _("A confirmation"),
    }
    return names.get(act, "")
