"""Holding posts back, letting them appear, refusing them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, insert, text, update
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import Conflict
from forum_service.approval.models import HeldPost, State
from forum_service.approval.queries import decider_of
from forum_service.approval.rules import looked_at_first
from forum_service.by_mail.actions import note_appeared
from forum_service.moderation.actions import Target, note_act
from forum_service.moderation.telling import tell_member, tell_moderators
from forum_service.posts.actions import write_post
from forum_service.posts.models import Post
from forum_service.posts.place import Author, Place, Words
from forum_service.posts.rendering import excerpt_of, parse, to_html
from forum_service.sanctions.queries import standing_of
from forum_service.sanctions.rules import check_speaks
from forum_service.tags.actions import tag_topic
from forum_service.topics.actions import place_topic
from forum_service.urls import absolute, post_url
from forum_service.webhooks.listening import note_held

_WRITTEN = text(
    """
    SELECT count(*) FROM (
        SELECT 1 FROM posts p JOIN topics t ON t.id = p.topic_id
        WHERE p.author_id = :who AND t.board_id = :board AND NOT p.hidden LIMIT :first) written
    """
)


@dataclass(frozen=True, kw_only=True)
class Destination:
    """Where a held post wants to go: into a topic, or with a title into a forum."""

    board_id: int
    board_slug: str
    board_name: str
    title: str
    topic_id: int | None = None


def must_wait(session: Session, viewer: Viewer, board: Any, *, now: datetime) -> bool:
    """Whether a moderator looks at this member's next post in the forum first; refuses who is silenced."""
    if viewer.id is None:
        return False
    standing = standing_of(session, viewer.id, board.id, now=now)
    check_speaks(standing)
    first, written = board.approve_first, 0
    if first:
        values = {"who": viewer.id, "board": board.id, "first": first}
        written = session.execute(_WRITTEN, values).scalar_one()
    asked = standing.approved_first
    return looked_at_first(viewer.roles, board, asked=asked, written=written, first=first)


def hold(
    session: Session, to: Destination, author: Author, words: Words, *, now: datetime, origin: str
) -> int:
    """Keep a post until a moderator decides; they are told that it waits."""
    tags = list(words.tagging.slugs) if words.tagging else []
    fields = {name: value for name, value in (("tags", tags), ("by_mail", words.by_mail)) if value}
    row = insert(HeldPost).values(
        account_id=author.id,
        board_id=to.board_id,
        topic_id=to.topic_id,
        title=to.title if to.topic_id is None else None,
        raw=words.raw,
        language=words.language,
        reply_to=words.reply_to,
        fields=fields,
        created_at=now,
    )
    held_id: int = session.execute(row.returning(HeldPost.id)).scalar_one()
    note_held(session, held_id, topic_id=to.topic_id, board_id=to.board_id, now=now)
    tell_moderators(
        session,
        "moderation_held",
        board_id=to.board_id,
        actor=author,
        now=now,
        key=f"held/{held_id}",
        title=to.title,
        url=absolute(f"/forum/moderation/held/{held_id}", origin=origin),
        excerpt=excerpt_of(_html(words.raw)),
        language=words.language,
        forum_slug=to.board_slug,
        forum_name=to.board_name,
    )
    return held_id


def approve(
    session: Session,
    held: Row[Any],
    place: Place | None,
    actor: Viewer,
    *,
    now: datetime,
    origin: str,
) -> Post:
    """Let a held post appear, in its author's name and as if written now.

    `place` is the topic it answers in; without one it opens its own.
    """
    _decide(session, held, actor, state=State.APPROVED, now=now)
    author = Author(
        id=held.account_id, name=held.author_name, organisation=held.author_organisation, cleared=True
    )
    place = place or _open(session, held, author, now=now)
    by_mail = str(held.fields.get("by_mail") or "")
    words = Words(raw=held.raw, language=held.language, reply_to=held.reply_to, by_mail=by_mail)
    post = write_post(session, place, author, words, now=now, origin=origin)
    session.execute(update(HeldPost).where(HeldPost.id == held.id).values(post_id=post.id))
    path = post_url(place.topic_id, place.slug, post.number)
    if by_mail:
        note_appeared(session, UUID(by_mail), url=absolute(path, origin=origin), now=now)
    note_act(
        session,
        actor=actor,
        act="post_approved",
        target=Target(name=f"post/{post.id}", board_id=held.board_id, subject_id=held.account_id),
        details={"title": place.title, "number": post.number, "url": path},
        undo={"how": "hide_post", "post_id": post.id},
        now=now,
    )
    facts = {"key": f"held/{held.id}", "title": place.title, "url": absolute(path, origin=origin)}
    tell_member(session, "moderation_approved", held.account_id, actor=actor, now=now, **facts)
    return post


def _open(session: Session, held: Row[Any], author: Author, *, now: datetime) -> Place:
    board: Any = _Board(id=held.board_id, slug=held.board_slug, name=held.board_name)
    place = place_topic(session, board, author, title=held.title, language=held.language, now=now)
    if held.fields.get("tags"):
        tag_topic(session, place.topic_id, held.fields["tags"], staff=False)
    return place


@dataclass(frozen=True, kw_only=True)
class _Board:
    id: int
    slug: str
    name: str


def refuse(
    session: Session, held: Row[Any], actor: Viewer, *, reason: str, now: datetime, origin: str
) -> None:
    """Do not publish a held post; its author is told why and keeps the text."""
    _decide(session, held, actor, state=State.REFUSED, now=now, answer=reason)
    title = held.topic_title or held.title
    note_act(
        session,
        actor=actor,
        act="post_refused",
        target=Target(name=f"held/{held.id}", board_id=held.board_id, subject_id=held.account_id),
        details={"title": title, "url": f"/forum/moderation/held/{held.id}", "reason": reason},
        undo={"how": "hold_again", "held_id": held.id},
        now=now,
    )
    tell_member(
        session,
        "moderation_refused",
        held.account_id,
        actor=actor,
        now=now,
        key=f"held/{held.id}",
        title=title,
        url=absolute(f"/forum/waiting/{held.id}", origin=origin),
        excerpt=reason,
        html=_html(held.raw),
        language=held.language,
    )


def withdraw(session: Session, held: Row[Any], author: Viewer, *, now: datetime) -> None:
    """The author takes a waiting post back."""
    _decide(session, held, author, state=State.WITHDRAWN, now=now)


def hold_again(session: Session, held_id: int) -> None:
    """Let a refused post wait once more."""
    waiting = {"state": State.WAITING, "decided_by": None, "decided_at": None, "answer": ""}
    session.execute(update(HeldPost).where(HeldPost.id == held_id).values(**waiting))


def _decide(
    session: Session, held: Row[Any], actor: Viewer, *, state: State, now: datetime, answer: str = ""
) -> None:
    decided = {"state": state, "decided_by": actor.id, "decided_at": now, "answer": answer}
    waiting = update(HeldPost).where(HeldPost.id == held.id, HeldPost.state == State.WAITING)
    if session.execute(waiting.values(**decided).returning(HeldPost.id)).one_or_none() is None:
        name = decider_of(session, held.id)
        known = _("%(name)s settled this before you.", name=name)
        raise Conflict(known if name else _("This was settled already."))


def _html(raw: str) -> str:
    return to_html(parse(raw), people={})
