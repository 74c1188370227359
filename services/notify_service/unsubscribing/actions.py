"""Ending a stream of mails."""

from datetime import datetime

from sqlalchemy.orm import Session

from notify_service.preferences import rules
from notify_service.preferences.actions import choose_channels, choose_rhythm
from notify_service.unsubscribing.tokens import DIGEST, Subscription


def unsubscribe(session: Session, subscription: Subscription, *, now: datetime) -> None:
    """No more mails of this stream; what they told stays to be found on the site."""
    if subscription.kind == DIGEST:
        choose_rhythm(session, subscription.account_id, {"rhythm": rules.NEVER}, now=now)
        return
    stream = (subscription.kind, subscription.forum)
    choose_channels(session, subscription.account_id, {stream: rules.SITE})
