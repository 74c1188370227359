"""What happened, as a sentence in the reader's language.

The functions take gettext as `_`: pages bring the one of the request, mails that of the reader.
"""

from collections.abc import Callable
from typing import Any, Protocol

from corridor.parties import party_by_code
from notify_service.inbox.forum_phrases import is_told, told_sentence

# What this service itself tells.
_OWN = ("mail_held", "bulletin_published", "bulletin_submitted", "bulletin_returned", "bulletin_declined")


class Gettext(Protocol):
    """Translate a sentence and put in its named words."""

    def __call__(self, sentence: str, /, **words: Any) -> str: ...


class Told(Protocol):
    """What a sentence is made of: a notice, and why it concerns the reader."""

    what: str
    actor_name: str
    actor_organisation: str
    words: dict[str, Any]


def sentence(
    notice: Told, reason: str, _: Gettext, *, language: str = "en", with_organisation: bool = False
) -> str:
    """Who did what, short: the title of the topic or need stands beside it."""
    actor = notice.actor_name or _("Somebody")
    if with_organisation and notice.actor_organisation:
        actor = f"{actor} ({notice.actor_organisation})"
    if notice.what in ("topic_opened", "reply_posted"):
        return _forum_sentence(notice.what, reason, actor, _)
    if notice.what == "case_progressed":
        return _case_sentence(notice, actor, _)
    if is_told(notice.what):
        return told_sentence(notice, actor, _)
    if notice.what == "role_granted":
        return _role_sentence(notice, actor, _, language)
    if notice.what in _OWN:
        return _own_sentence(notice, actor, _)
    return _need_sentence(notice, reason, actor, _, language)


def _forum_sentence(what: str, reason: str, actor: str, _: Gettext) -> str:
    if reason == "mentioned":
        return _("%(actor)s mentioned you", actor=actor)
    if reason == "replied":
        return _("%(actor)s answered you", actor=actor)
    if reason == "quoted":
        return _("%(actor)s quoted you", actor=actor)
    if what == "topic_opened":
        return _("%(actor)s opened a topic", actor=actor)
    return _("%(actor)s replied", actor=actor)


def _need_sentence(notice: Told, reason: str, actor: str, _: Gettext, language: str) -> str:
    words = {
        "actor": actor,
        "party": party_name(notice, language),
        "provider": notice.words.get("provider_name", ""),
    }
    if notice.what == "need_submitted" and reason == "focal_point":
        return _("%(actor)s registered a need of %(party)s and asks for your endorsement", **words)
    if notice.what == "need_published" and reason == "centre_staff":
        return _("A need of %(party)s that fits your centre is open for offers", **words)
    known: dict[str, Callable[[], str]] = {
        "need_submitted": lambda: _("%(actor)s registered a need of %(party)s", **words),
        "need_endorsed": lambda: _("%(actor)s endorsed a need of %(party)s", **words),
        "need_returned": lambda: _("%(actor)s gave the need back for changes", **words),
        "need_published": lambda: _("A need of %(party)s is open for offers", **words),
        "need_declined": lambda: _("The need of %(party)s was not published", **words),
        "need_withdrawn": lambda: _("%(party)s withdrew the need", **words),
        "offer_made": lambda: _("%(provider)s offers to answer the need of %(party)s", **words),
        "offer_accepted": lambda: _("%(party)s accepted the offer of %(provider)s", **words),
        "offer_declined": lambda: _("%(party)s declined the offer of %(provider)s", **words),
        "offer_withdrawn": lambda: _("%(provider)s took its offer back", **words),
        "case_opened": lambda: _("A case was opened: %(provider)s works with %(party)s", **words),
    }
    return known.get(notice.what, lambda: _("Something new from %(actor)s", **words))()


def party_name(notice: Told, language: str) -> str:
    """The Party concerned, in the reader's language."""
    party = party_by_code().get(notice.words.get("party", ""))
    return party.name(language) if party else str(notice.words.get("party_name") or "")


def _case_sentence(notice: Told, actor: str, _: Gettext) -> str:
    known: dict[str, Callable[[], str]] = {
        "milestone_added": lambda: _("%(actor)s added a milestone to the case", actor=actor),
        "milestone_reached": lambda: _("%(actor)s reports a milestone reached", actor=actor),
        "at_risk": lambda: _("%(actor)s says that the case is at risk", actor=actor),
        "note": lambda: _("%(actor)s wrote a note on the case", actor=actor),
        "delivered": lambda: _("%(actor)s reports the work as delivered", actor=actor),
        "evaluated": lambda: _("%(actor)s evaluated the case", actor=actor),
        "closed": lambda: _("The case is closed"),
    }
    return known.get(str(notice.words.get("change")), lambda: _("%(actor)s changed the case", actor=actor))()


def _own_sentence(notice: Told, actor: str, _: Gettext) -> str:
    """What this service itself has to say."""
    number = notice.words.get("number", "")
    if notice.what == "bulletin_published":
        return _("The secretariat wrote to you officially: notification %(number)s", number=number)
    if notice.what == "bulletin_submitted":
        return _("%(actor)s asks for your approval of a notification", actor=actor)
    if notice.what == "bulletin_declined":
        return _("%(actor)s wants no more official notifications, or no longer holds the office", actor=actor)
    if notice.what == "bulletin_returned":
        return _("%(actor)s asks for changes in your notification", actor=actor)
    if notice.words.get("kind") == "complaint":
        return _("You get no more mails from us: one of them was reported as spam")
    return _("Our mails do not reach you: your address does not take them")


def _role_sentence(notice: Told, actor: str, _: Gettext, language: str) -> str:
    role = role_name(notice.words.get("role", ""), notice.words.get("scope", ""), _, language=language)
    return _("%(actor)s gave you a role: %(role)s", actor=actor, role=role)


def role_name(role: str, scope: str, _: Gettext, *, language: str = "en") -> str:
    """A role in words, with the Party or centre it is held for."""
    known: dict[str, Callable[[], str]] = {
        "iag_member": lambda: _("Member of the Informal Advisory Group"),
        "expert": lambda: _("Expert"),
        "party_representative": lambda: _("Party representative"),
        "focal_point": lambda: _("National focal point"),
        "centre_staff": lambda: _("Staff of a centre"),
        "coordination": lambda: _("Global coordination entity"),
        "bureau": lambda: _("Member of the Bureau"),
        "secretariat": lambda: _("Secretariat"),
        "moderator": lambda: _("Moderator"),
        "group": lambda: _("Member of a group"),
    }
    name = known.get(role, lambda: role)()
    return f"{name} ({_scope_name(role, scope, language)})" if scope else name


def _scope_name(role: str, scope: str, language: str) -> str:
    if role == "centre_staff":
        return scope.upper()
    party = party_by_code().get(scope)
    return party.name(language) if party else scope


def forum_name(slug: str, name: str, _: Gettext) -> str:
    """A forum's name in the reader's language, where it is one of ours."""
    known: dict[str, Callable[[], str]] = {
        "iag": lambda: _("Forum for TSC-IAG Members"),
        "capacity-building": lambda: _("Forum on Capacity-Building and Development"),
        "cooperation": lambda: _("Forum on Technical and Scientific Cooperation"),
        "knowledge": lambda: _("Forum on Knowledge Management"),
        "cases": lambda: _("Cases"),
    }
    return known.get(slug, lambda: name)()


def why(kind: str, reason: str, _: Gettext) -> str:
    """Why somebody is told, for the foot of a mail."""
    known: dict[str, Callable[[], str]] = {
        "mentioned": lambda: _("You get this because you were mentioned."),
        "replied": lambda: _("You get this because it answers you."),
        "quoted": lambda: _("You get this because you were quoted."),
        "watching": lambda: _("You get this because you watch this topic or forum."),
        "tracking": lambda: _("You get this because you follow this topic or forum."),
        "participant": lambda: _("You get this because you take part."),
        "focal_point": lambda: _("You get this as national focal point."),
        "representative": lambda: _("You get this as representative of the Party."),
        "centre_staff": lambda: _("You get this for your centre."),
        "coordination": lambda: _("You get this for the global coordination entity."),
        "secretariat": lambda: _("You get this for the secretariat."),
        "moderator": lambda: _("You get this as moderator of this forum."),
        "addressee": lambda: _("You get this because your address stands in the register of focal points."),
    }
    if kind == "account":
        return _("You get this because it changes what your account may do.")
    return known.get(reason, lambda: _("You get this because it concerns you."))()


def action(what: str, _: Gettext) -> str:
    """The words of the link to follow."""
    subject = what.split("_", 1)[0]
    known: dict[str, Callable[[], str]] = {
        "topic": lambda: _("Read and answer"),
        "reply": lambda: _("Read and answer"),
        "need": lambda: _("Open the need"),
        "offer": lambda: _("See the offer"),
        "case": lambda: _("Open the case"),
        "role": lambda: _("See your profile"),
        "bulletin": lambda: _("Read the notification"),
        "message": lambda: _("Read and answer"),
        "call": lambda: _("Read and have your say"),
        "moderation": lambda: _("See what to do"),
    }
    return known.get(subject, lambda: _("Open"))()
