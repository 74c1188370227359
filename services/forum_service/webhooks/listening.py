"""From the events of the house to the webhooks that want them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from corridor import clock
from corridor.events.account import AccountChanged, GroupChanged
from corridor.events.forum import PostChanged, ReplyPosted, TopicOpened
from corridor.messaging.event import Meta
from forum_service.webhooks.actions import anybody_wants, queue_event
from forum_service.webhooks.bodies import (
    group_body,
    like_body,
    post_body,
    reviewable_body,
    topic_body,
    user_body,
)


def on_topic_opened(session: Session, event: TopicOpened, _meta: Meta) -> None:
    """A topic is a topic and its first post; the chunks of one event are one event."""
    if event.private or event.chunk != 1:
        return
    if anybody_wants(session, ["topic_created"]):
        found = topic_body(session, event.topic_id)
        if found:
            queue_event(session, "topic_created", found[1], board_id=found[0], now=clock.now())
    _post(session, "post_created", event.post_id)


def on_reply_posted(session: Session, event: ReplyPosted, _meta: Meta) -> None:
    """A reply is a post."""
    if not event.private and event.chunk == 1:
        _post(session, "post_created", event.post_id)


def on_post_changed(session: Session, event: PostChanged, meta: Meta) -> None:
    """A post was edited, taken down, or put back."""
    gone_at = meta.time if event.what == "destroyed" else None
    _post(session, f"post_{event.what}", event.post_id, gone_at=gone_at)


def _post(session: Session, name: str, post_id: int, *, gone_at: datetime | None = None) -> None:
    if anybody_wants(session, [name]):
        now = clock.now()
        found = post_body(session, post_id, now=now, gone_at=gone_at)
        if found:
            queue_event(session, name, found[1], board_id=found[0], now=now)


def note_thanks(session: Session, post_id: int, account_id: UUID, *, now: datetime) -> None:
    """Somebody thanked for a post; called when it was noted."""
    if anybody_wants(session, ["like_created"]):
        found = like_body(session, post_id, account_id, now=now)
        if found:
            queue_event(session, "like_created", found[1], board_id=found[0], now=now)


def note_flag(session: Session, post_id: int, *, topic_id: int, board_id: int, now: datetime) -> None:
    """A post was shown to the moderators."""
    if anybody_wants(session, ["reviewable_created"]):
        body = reviewable_body("ReviewableFlaggedPost", post_id * 2, topic_id=topic_id, now=now)
        queue_event(session, "reviewable_created", body, board_id=board_id, now=now)


def note_held(session: Session, held_id: int, *, topic_id: int | None, board_id: int, now: datetime) -> None:
    """A post waits until a moderator lets it appear."""
    if anybody_wants(session, ["reviewable_created"]):
        body = reviewable_body("ReviewableQueuedPost", held_id * 2 + 1, topic_id=topic_id, now=now)
        queue_event(session, "reviewable_created", body, board_id=board_id, now=now)


def note_group(session: Session, event: GroupChanged, meta: Meta) -> None:
    """A group is new, changed or closed; called after the copy was kept."""
    name = "group_destroyed" if not event.active else "group_updated"
    name = "group_created" if meta.sequence == 1 else name
    if anybody_wants(session, [name]):
        body = group_body(session, event.slug)
        if body:
            queue_event(session, name, body, board_id=None, now=clock.now())


def note_account(session: Session, event: AccountChanged, meta: Meta) -> None:
    """Somebody is new, or not quite who they were; called after the copy was kept."""
    name = "user_created" if meta.sequence == 1 else "user_updated"
    if anybody_wants(session, [name]):
        body = user_body(session, UUID(event.account_id))
        if body:
            queue_event(session, name, body, board_id=None, now=clock.now())
