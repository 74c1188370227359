"""Telling the other services of a post."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.events.forum import PostChanged, ReplyPosted, TopicOpened
from corridor.messaging import outbox
from forum_service.posts.models import Post
from forum_service.posts.place import Author, Involved, Place
from forum_service.posts.recipients import Heard, Hearers, hearers_of
from forum_service.posts.rendering import excerpt_of
from forum_service.telling import tell
from forum_service.urls import absolute, post_url

CHUNK = 500
# The board of private messages: they are told as messages, not as topics of a forum.
MESSAGES = "messages"
_CHANGED: tuple[Any, ...] = (Post.topic_id, Post.number, Post.html, Post.language)


def announce(
    session: Session,
    place: Place,
    author: Author,
    post: Post,
    *,
    hearers: Hearers,
    origin: str,
) -> None:
    """Record the event of a new post, in chunks of 500 recipients; one chunk even where there is nobody."""
    opening = post.number == 1
    facts = _facts(place, author, post, origin=origin)
    if place.board_slug == MESSAGES:
        heard = Heard(place.board_slug, "", hearers.of(opening=opening))
        _tell_of_post(session, "message_received", facts, heard=heard, now=post.created_at)
        return
    forums = hearers.by_forum(place, opening=opening)
    chunks = (chunk for one in forums for chunk in _chunks(one))
    for number, chunk in enumerate(chunks, start=1):
        told = {**facts, **chunk._asdict(), "chunk": number}
        if opening:
            outbox.record(session, TopicOpened(**told))
        else:
            outbox.record(session, ReplyPosted(**told, parent_post_number=post.reply_to))


def _chunks(heard: Heard) -> list[Heard]:
    everybody = heard.recipients
    parts = [everybody[start : start + CHUNK] for start in range(0, len(everybody), CHUNK)] or [[]]
    return [heard._replace(recipients=one) for one in parts]


def announce_naming(
    session: Session,
    place: Place,
    editor: Author,
    post: Post,
    *,
    named: list[UUID],
    now: datetime,
    origin: str,
) -> None:
    """Tell those whom an edit names for the first time; messages have told all who may read them.

    It is no second post, and is not told as one: other programs hear of posts too.
    """
    if place.board_slug == MESSAGES:
        return
    involved = Involved(named=frozenset(named))
    hearers = hearers_of(session, place, author_id=editor.id, involved=involved, followers=False)
    facts = _facts(place, editor, post, origin=origin)
    for heard in hearers.by_forum(place, opening=False):
        _tell_of_post(session, "mention_added", facts, heard=heard, now=now)


def announce_change(session: Session, post_id: int, what: str) -> None:
    """Record that a post was "edited", "destroyed" or "recovered", with where it is and how it reads."""
    post = session.execute(select(*_CHANGED).where(Post.id == post_id)).one()
    words = {"html": post.html, "excerpt": excerpt_of(post.html), "language": post.language}
    place = {"topic_id": post.topic_id, "post_number": post.number}
    event = PostChanged(post_id=post_id, what=what, **place, **(words if what == "edited" else {}))
    outbox.record(session, event)


def _tell_of_post(session: Session, what: str, facts: dict[str, Any], *, heard: Heard, now: datetime) -> None:
    tell(
        session,
        what,
        key=f"topic/{facts['topic_id']}",
        recipients={UUID(one["account_id"]): one["reason"] for one in heard.recipients},
        now=now,
        position=facts["post_number"],
        actor_id=facts["author_id"],
        actor_name=facts["author_name"],
        actor_organisation=facts["author_organisation"],
        forum_slug=heard.forum_slug,
        forum_name=heard.forum_name,
        **{name: facts[name] for name in ("title", "url", "excerpt", "html", "language")},
    )


def _facts(place: Place, author: Author, post: Post, *, origin: str) -> dict[str, Any]:
    return {
        "topic_id": place.topic_id,
        "post_id": post.id,
        "post_number": post.number,
        "forum_slug": place.board_slug,
        "forum_name": place.board_name,
        "title": place.title,
        "url": absolute(post_url(place.topic_id, place.slug, post.number), origin=origin),
        "author_id": str(author.id),
        "author_name": author.name,
        "author_organisation": author.organisation,
        "language": post.language,
        "excerpt": excerpt_of(post.html),
        "html": post.html,
        "posted_at": post.created_at.isoformat(),
        "private": place.audience is not None,
    }
