"""Steering from inside a mail: ending a stream, muting or watching a topic, choosing a forum's mode."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from corridor.events.notify import MailReceived
from corridor.ids import uuid7
from corridor.messaging import outbox
from notify_service.inbox.rules import KINDS
from notify_service.preferences import modes, rules
from notify_service.preferences.actions import (
    choose_channels,
    choose_for_topic,
    choose_mode,
    choose_rhythm,
)
from notify_service.preferences.queries import list_forums
from notify_service.unsubscribing.tokens import DIGEST, MUTE, TRACK, WATCH, Subscription

_CHANNELS = {MUTE: rules.SITE, WATCH: rules.MAIL, TRACK: ""}


def unsubscribe(session: Session, subscription: Subscription, *, now: datetime) -> None:
    """No more mails of this stream; what they told stays to be found on the site."""
    account_id = subscription.account_id
    if subscription.topic:
        steer_topic(session, account_id, subscription.topic, MUTE, now=now)
    elif subscription.kind == DIGEST:
        choose_rhythm(session, account_id, {"rhythm": rules.NEVER}, now=now)
    elif subscription.is_forum:
        choose_mode(session, account_id, subscription.forum, modes.OFF, now=now)
    else:
        choose_channels(session, account_id, {(subscription.kind, subscription.forum): rules.SITE})


def stop_everything(session: Session, account_id: UUID, *, now: datetime) -> None:
    """No more mails at all, but for codes; everything waits on the site."""
    for forum in list_forums(session):
        choose_mode(session, account_id, forum.slug, modes.OFF, now=now)
    choose_channels(session, account_id, {(kind, ""): rules.SITE for kind in KINDS})
    choose_rhythm(session, account_id, {"rhythm": rules.NEVER}, now=now)


def steer_topic(session: Session, account_id: UUID, topic: str, act: str, *, now: datetime) -> None:
    """Mute, watch or merely follow a topic, need or case; of its own topics the forum hears as well."""
    choose_for_topic(session, account_id, topic, _CHANNELS[act])
    place, _slash, number = topic.partition("/")
    if place == "topic":
        event = MailReceived(
            incoming_id=str(uuid7()),
            account_id=str(account_id),
            act=act,
            received_at=now.isoformat(),
            topic_id=int(number),
        )
        outbox.record(session, event)
