"""What the inbox hears of posts that changed and of forums that were closed to somebody."""

from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from corridor import clock
from corridor.events.forum import AccessLost, PostChanged
from corridor.messaging.event import Meta
from corridor.service import Handlers
from notify_service.inbox.models import Notice
from notify_service.inbox.withdrawing import Words, change_post, close_to, restore_post, withdraw_post


def on_post_changed(session: Session, event: PostChanged, _meta: Meta) -> None:
    """A post is told as it is now, or no longer."""
    if not event.topic_id:
        # Told by an older release, which did not say where the post is.
        return
    place, now = (f"topic/{event.topic_id}", event.post_number), clock.now()
    if event.what == "destroyed":
        withdraw_post(session, *place, now=now)
    elif event.what == "recovered":
        restore_post(session, *place, now=now)
    elif event.html:
        words = Words(html=event.html, excerpt=event.excerpt, language=event.language)
        change_post(session, *place, words, now=now)


def on_access_lost(session: Session, event: AccessLost, _meta: Meta) -> None:
    """Some members read a topic, a forum or all of them no longer."""
    close_to(session, [UUID(one) for one in event.accounts], _closed(event), now=clock.now())


def _closed(event: AccessLost) -> ColumnElement[bool]:
    if event.topic_id:
        return Notice.group_key == f"topic/{event.topic_id}"
    return Notice.forum_slug == event.forum_slug if event.forum_slug else Notice.forum_slug != ""


HANDLERS: Handlers = {PostChanged: on_post_changed, AccessLost: on_access_lost}
