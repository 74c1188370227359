"""What the forum tells beyond topics and replies (forum.member_told.v1), as a sentence.

One entry a matter; the title of the topic, message or call stands beside the sentence.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol


class _Gettext(Protocol):
    def __call__(self, sentence: str, /, **words: Any) -> str: ...


class _Told(Protocol):
    what: str
    words: dict[str, Any]  # the named words of the event, for sentences that need more than the actor


# A sentence is made when it is asked for: gettext is the reader's.
Sentences = Mapping[str, Callable[[], str]]


def is_told(what: str) -> bool:
    """Whether the forum tells this by its general event."""
    return what.partition("_")[0] in _KINDS


def told_sentence(notice: _Told, actor: str, _: _Gettext) -> str:
    """Who did what; a matter without a sentence of its own gets that of its kind."""
    of_kind = _KINDS[notice.what.partition("_")[0]](notice, actor, _)
    return of_kind.get(notice.what, of_kind[""])()


def _message(_notice: _Told, actor: str, _: _Gettext) -> Sentences:
    return {
        "message_received": lambda: _("%(actor)s wrote to you", actor=actor),
        "message_joined": lambda: _("%(actor)s brought you into a message", actor=actor),
        "message_group_asked": lambda: _("%(actor)s asks to join your group", actor=actor),
        "message_group_answered": lambda: _("%(actor)s answered your request to join", actor=actor),
        "": lambda: _("%(actor)s wrote to you", actor=actor),
    }


def _mention(_notice: _Told, actor: str, _: _Gettext) -> Sentences:
    return {
        "mention_added": lambda: _("%(actor)s mentioned you", actor=actor),
        "": lambda: _("%(actor)s mentioned you", actor=actor),
    }


def _call(notice: _Told, actor: str, _: _Gettext) -> Sentences:
    closes = notice.words.get("closes", "")
    return {
        "call_opened": lambda: _("%(actor)s opened a call for consensus", actor=actor),
        "call_closing": lambda: _(
            "A call for consensus closes on %(closes)s: you have not spoken yet", closes=closes
        ),
        "call_closed": lambda: _("A call for consensus has closed"),
        "call_extended": lambda: _(
            "%(actor)s extended a call for consensus until %(closes)s", actor=actor, closes=closes
        ),
        "call_concluded": lambda: _("%(actor)s wrote the outcome of a call for consensus", actor=actor),
        "call_withdrawn": lambda: _("%(actor)s withdrew a call for consensus", actor=actor),
        "call_replaced": lambda: _("%(actor)s spoke in your place in a call for consensus", actor=actor),
        "": lambda: _("News of a call for consensus"),
    }


def _reminder(_notice: _Told, _actor: str, _: _Gettext) -> Sentences:
    return {
        "reminder_meeting": lambda: _("A meeting you are invited to"),
        "reminder_meeting_answer": lambda: _("Please say whether you come"),
        "reminder_meeting_changed": lambda: _("A meeting has another day, hour or place"),
        "reminder_meeting_cancelled": lambda: _("A meeting is called off"),
        "reminder_term_ends": lambda: _("A term of membership ends soon"),
        "reminder_term_ended": lambda: _("A term of membership has ended"),
        "reminder_job_finished": lambda: _("The work you asked for has ended"),
        "reminder_search": lambda: _("A search you keep has found new posts"),
        "reminder_posted": lambda: _("What you planned has been posted"),
        "reminder_held": lambda: _("What you planned waits for a moderator"),
        "reminder_refused": lambda: _("What you planned could not be posted"),
        "reminder_bookmark": lambda: _("You asked to be reminded of this"),
        "": lambda: _("A reminder for you"),
    }


def _thanks(_notice: _Told, actor: str, _: _Gettext) -> Sentences:
    return {
        "thanks_given": lambda: _("%(actor)s thanks you for a post", actor=actor),
        "": lambda: _("%(actor)s thanks you", actor=actor),
    }


def _moderation(_notice: _Told, actor: str, _: _Gettext) -> Sentences:
    return {
        "moderation_flagged": lambda: _("%(actor)s asks the moderators to look at a post", actor=actor),
        "moderation_settled": lambda: _("The moderators have looked at the post you showed them"),
        "moderation_hidden": lambda: _("A moderator took your post down"),
        "moderation_held": lambda: _("A post of %(actor)s waits for a moderator", actor=actor),
        "moderation_approved": lambda: _("Your post has appeared"),
        "moderation_refused": lambda: _("Your post was not published; your text is kept"),
        "moderation_moved": lambda: _("A moderator moved your post to another topic"),
        "moderation_sanctioned": lambda: _("The moderators have decided on your rights in the forums"),
        "moderation_webhook_stopped": lambda: _("A webhook was stopped: nobody answers there any more"),
        "moderation_file_refused": lambda: _("The virus scanner refused a file of yours"),
        "": lambda: _("A word from the moderators"),
    }


_KINDS: Mapping[str, Callable[[_Told, str, _Gettext], Sentences]] = {
    "message": _message,
    "mention": _mention,
    "call": _call,
    "reminder": _reminder,
    "thanks": _thanks,
    "moderation": _moderation,
}
