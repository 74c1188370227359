"""The only door for messages: what this service does when something happened elsewhere."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy.orm import Session

from corridor import clock
from corridor.events import account, forum, matchmaking
from corridor.events.matchmaking import CaseOpened, CaseProgressed
from corridor.members import data_handlers, member_handlers
from corridor.messaging.event import Event, Meta
from corridor.service import Handlers
from notify_service.calendar.handlers import HANDLERS as CALENDAR
from notify_service.channels.email.queue import queue_security
from notify_service.inbound.handlers import HANDLERS as INBOUND
from notify_service.inbox.actions import Happening, announce, note_translation, read_topic
from notify_service.inbox.handlers import HANDLERS as INBOX
from notify_service.inbox.rules import strongest_reasons
from notify_service.members.actions import forget_account
from notify_service.members.models import Member
from notify_service.members.queries import find_zone
from notify_service.preferences.actions import remember_forum, reschedule
from notify_service.reach.actions import leave_address
from notify_service.webhooks.telling import tell_need

_WORDS = ("party", "party_name", "provider_name", "change", "reason")


def on_post(session: Session, event: forum.TopicOpened | forum.ReplyPosted, meta: Meta) -> None:
    """A topic was opened or answered."""
    if event.private and not event.author_name:
        # The house opened it for a case, and the case itself is told.
        return
    if not event.private:
        remember_forum(session, event.forum_slug, event.forum_name)
    happening = Happening(
        event_id=meta.id,
        what=_short_name(event),
        group_key=_topic_key(event.topic_id),
        title=event.title,
        url=event.url,
        happened_at=datetime.fromisoformat(event.posted_at),
        excerpt=event.excerpt,
        html=event.html,
        language=event.language,
        actor_id=UUID(event.author_id),
        actor_name=event.author_name,
        actor_organisation=event.author_organisation,
        forum_slug=event.forum_slug,
        forum_name=event.forum_name,
        position=event.post_number,
        # What it answers, so that its mail stands below that one's.
        words={"parent": getattr(event, "parent_post_number", None)},
    )
    reasons = strongest_reasons(event.recipients, actor=happening.actor_id)
    announce(session, happening, reasons, now=clock.now())


def on_post_translated(session: Session, event: forum.PostTranslated, meta: Meta) -> None:
    """Who is still to be mailed of a post reads it in their language."""
    facts = {"html": event.html, "by": event.translator_name, "machine": event.machine}
    note_translation(
        session,
        _topic_key(event.topic_id),
        event.url,
        language=event.language,
        translation={"html": ""} if event.removed else {**facts, "url": event.original_url},
        told_at=meta.time,
        now=clock.now(),
    )


def on_member_told(session: Session, event: forum.MemberTold, meta: Meta) -> None:
    """Something in the forum concerns somebody: a call, a reminder, thanks, a message, an order."""
    happening = Happening(
        event_id=meta.id,
        what=event.what,
        group_key=event.key,
        title=event.title,
        url=event.url,
        happened_at=datetime.fromisoformat(event.happened_at),
        excerpt=event.excerpt,
        html=event.html,
        language=event.language,
        actor_id=UUID(event.actor_id) if event.actor_id else None,
        actor_name=event.actor_name,
        actor_organisation=event.actor_organisation,
        forum_slug=event.forum_slug,
        forum_name=event.forum_name,
        position=event.position,
        words={word["name"]: word["value"] for word in event.words},
    )
    reasons = strongest_reasons(event.recipients, actor=happening.actor_id)
    announce(session, happening, reasons, now=clock.now())


def on_matchmaking(session: Session, event: matchmaking.NeedSubmitted, meta: Meta) -> None:
    """Something happened to a need, an offer or a case (all these events share their fields)."""
    happening = Happening(
        event_id=meta.id,
        what=_short_name(event),
        group_key=_matchmaking_key(event),
        title=event.title,
        url=event.url,
        happened_at=datetime.fromisoformat(event.happened_at),
        excerpt=event.excerpt,
        language=event.language,
        actor_id=UUID(event.actor_id) if event.actor_id else None,
        actor_name=event.actor_name,
        words={name: getattr(event, name) for name in _WORDS if hasattr(event, name)},
    )
    reasons = strongest_reasons(event.recipients, actor=happening.actor_id)
    announce(session, happening, reasons, now=clock.now())


def on_public_need(session: Session, event: matchmaking.NeedPublished, meta: Meta) -> None:
    """A need that everybody may see is open, or no longer."""
    on_matchmaking(session, cast(Any, event), meta)
    tell_need(session, event, now=clock.now())


def on_role_granted(session: Session, event: account.RoleGranted, meta: Meta) -> None:
    """Somebody may do more than before."""
    happening = Happening(
        event_id=meta.id,
        what="role_granted",
        group_key="account",
        title="",
        url=event.url,
        happened_at=meta.time,
        actor_id=UUID(event.granted_by) if event.granted_by else None,
        actor_name=event.granted_by_name,
        words={"role": event.role, "scope": event.scope or ""},
    )
    announce(session, happening, {UUID(event.account_id): "author"}, now=clock.now())


def on_topic_read(session: Session, event: forum.TopicRead, _meta: Meta) -> None:
    """Somebody has read a topic on the site."""
    account_id = UUID(event.account_id)
    read_topic(session, account_id, _topic_key(event.topic_id), event.post_number, now=clock.now())


def on_security_mail(session: Session, event: account.SecurityMailRequested, meta: Meta) -> None:
    """A code or a link has to reach an address at once, whatever was chosen."""
    words = event.to_data() | {"requested_at": meta.time.isoformat()}
    queue_security(
        session,
        account_id=UUID(event.account_id) if event.account_id else None,
        address=event.email,
        words=words,
        expires_at=datetime.fromisoformat(event.expires_at) if event.expires_at else None,
        now=clock.now(),
    )


_members = member_handlers(Member)


def on_account_changed(session: Session, event: account.AccountChanged, meta: Meta) -> None:
    """A member's name, address, language or time zone changed; the next digest follows the zone."""
    account_id = UUID(event.account_id)
    zone_before = find_zone(session, account_id)
    _members[account.AccountChanged](session, event, meta)
    leave_address(session, account_id, event.email)
    if zone_before is not None and find_zone(session, account_id) != zone_before:
        reschedule(session, account_id, now=clock.now())


def on_account_left(session: Session, event: account.AccountLeft, _meta: Meta) -> None:
    """Nothing of an inbox is kept for somebody who left for good, nor their name in those of others."""
    forget_account(session, UUID(event.account_id), posts=event.posts)


def _short_name(event: Event) -> str:
    return event.type.split(".")[1]


def _topic_key(topic_id: int) -> str:
    return f"topic/{topic_id}"


def _matchmaking_key(event: Any) -> str:
    if isinstance(event, CaseOpened | CaseProgressed):
        return f"case/{event.case_id}"
    return f"need/{event.need_id}"


_ABOUT_NEEDS = (
    matchmaking.NeedSubmitted,
    matchmaking.NeedEndorsed,
    matchmaking.NeedReturned,
    matchmaking.NeedPublished,
    matchmaking.NeedDeclined,
    matchmaking.NeedWithdrawn,
    matchmaking.OfferMade,
    matchmaking.OfferAccepted,
    matchmaking.OfferDeclined,
    matchmaking.OfferWithdrawn,
    matchmaking.CaseOpened,
    matchmaking.CaseProgressed,
)

HANDLERS: Handlers = {
    **_members,
    **{cast(type[Event], event): on_matchmaking for event in _ABOUT_NEEDS},
    matchmaking.NeedPublished: on_public_need,
    matchmaking.NeedWithdrawn: on_public_need,
    account.AccountChanged: on_account_changed,
    account.RoleGranted: on_role_granted,
    account.SecurityMailRequested: on_security_mail,
    forum.TopicOpened: on_post,
    forum.ReplyPosted: on_post,
    forum.MemberTold: on_member_told,
    forum.PostTranslated: on_post_translated,
    forum.TopicRead: on_topic_read,
    account.AccountLeft: on_account_left,
    **CALENDAR,
    **INBOX,
    **INBOUND,
    **data_handlers("notify", Member.metadata, without=("readings", "counters", "mails")),
}
