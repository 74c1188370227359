"""Doing what a mail asks, in the name of who wrote it and with the rights they have now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import Forbidden, Invalid, NotFound
from forum_service.approval.actions import Destination, hold, must_wait
from forum_service.approval.destinations import new_topic, reply_to, waiting_url
from forum_service.boards.queries import get_board, list_boards, pick_board
from forum_service.by_mail.models import MailOrder, OrderState
from forum_service.by_mail.rules import LEVELS, check_title, check_words
from forum_service.composer.quoting import attribution
from forum_service.language import LANGUAGES, guess_language
from forum_service.messages.actions import send_message
from forum_service.messages.recipients import people_meant
from forum_service.moderation.queries import rights_of
from forum_service.moderation.rules import check_reply
from forum_service.posts.actions import write_post
from forum_service.posts.models import Post
from forum_service.posts.place import Author, Place, Words
from forum_service.posts.queries import find_moved, find_post_at
from forum_service.sanctions.queries import suspensions
from forum_service.sanctions.suspended import refuse
from forum_service.thanks.actions import give_thanks
from forum_service.topics.actions import open_topic
from forum_service.topics.queries import get_topic_for
from forum_service.topics.rules import TITLE_MAX, TITLE_MIN
from forum_service.tracking.actions import track_board, track_topic
from forum_service.urls import board_url, post_url, topic_url


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail as it is to be done: by whom, with its text and files in one, when, and where we are."""

    order: MailOrder
    member: Viewer
    raw: str
    now: datetime
    origin: str

    @property
    def author(self) -> Author:
        return Author.of(self.member)

    def words(self, *, answers: int | None = None, raw: str = "") -> Words:
        """The text in the language it shows."""
        told, text = self.order.language, f"{self.order.title}\n{self.raw}"
        language = told if told in LANGUAGES else guess_language(text, default=self.member.language or "en")
        return Words(
            raw=raw or self.raw, language=language, reply_to=answers, by_mail=str(self.order.incoming_id)
        )


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of it, and where that is to be seen."""

    state: OrderState
    path: str = ""


def carry_out(session: Session, letter: Letter) -> Outcome:
    """Do it. Raises what the rules of the forum raise; then nothing of it is to be kept."""
    act = _ACTS.get(letter.order.act)
    if act is None:
        raise Invalid(_("This cannot be done by mail."), code="unknown_act")
    return act(session, letter)


def check_not_suspended(session: Session, account_id: UUID, *, now: datetime) -> None:
    """Raises Forbidden with the reason and the end."""
    for suspension in suspensions(session, now=now):
        if suspension.account_id == account_id:
            refuse(suspension)


def _reply(session: Session, letter: Letter) -> Outcome:
    check_words(letter.raw)
    post = _find_post(session, letter)
    topic = get_topic_for(
        session, post.topic_id if post else letter.order.topic_id or 0, viewer=letter.member
    )
    rights = rights_of(session, topic.board_id)
    check_reply(letter.member, rights, closed=topic.closed, private=topic.private)
    # To answer the post that opened a topic is to answer the topic.
    words = letter.words(answers=post.number if post and post.number > 1 else None)
    if not topic.private and must_wait(session, letter.member, rights, now=letter.now):
        return _hold(session, letter, reply_to(topic), words)
    place = Place.of(topic)
    written = write_post(session, place, letter.author, words, now=letter.now, origin=letter.origin)
    return _posted(place, written)


def _open(session: Session, letter: Letter) -> Outcome:
    title = letter.order.title.strip()
    board = pick_board(list_boards(session, viewer=letter.member), letter.order.forum_slug)
    check_title(title)
    check_words(letter.raw)
    words = letter.words()
    if board.may_open and must_wait(session, letter.member, board, now=letter.now):
        return _hold(session, letter, new_topic(board, title), words)
    now, origin = letter.now, letter.origin
    place, post = open_topic(session, board, letter.author, title=title, words=words, now=now, origin=origin)
    return _posted(place, post)


def _write_privately(session: Session, letter: Letter) -> Outcome:
    """A message to the author of a post; it says which post."""
    check_words(letter.raw)
    post = _post(session, letter)
    if post.author_id == letter.member.id:
        raise Forbidden(_("This post is your own."))
    about = attribution(post.topic_id, post.slug, post.number, post.author_name)
    raw = f"{about}\n\n{letter.raw}"
    check_words(raw)
    title = letter.order.title.strip()[:TITLE_MAX]
    place, written = send_message(
        session,
        letter.author,
        dict.fromkeys(people_meant(session, f"@{post.author_handle}")),
        title=title if len(title) >= TITLE_MIN else post.title,
        words=letter.words(raw=raw),
        now=letter.now,
        origin=letter.origin,
    )
    return _posted(place, written)


def _thank(session: Session, letter: Letter) -> Outcome:
    post = _post(session, letter)
    give_thanks(session, post, letter.author, now=letter.now, origin=letter.origin)
    return Outcome(state=OrderState.DONE, path=post_url(post.topic_id, post.slug, post.number))


def _track(session: Session, letter: Letter) -> Outcome:
    """Hear more or less of a topic, or without one of a forum."""
    order, who, level = letter.order, letter.author.id, LEVELS[letter.order.act]
    if order.topic_id is None:
        board = get_board(session, order.forum_slug, viewer=letter.member)
        track_board(session, who, board.id, level=level)
        return Outcome(state=OrderState.DONE, path=board_url(board.slug))
    post = _find_post(session, letter)
    topic = get_topic_for(session, post.topic_id if post else order.topic_id, viewer=letter.member)
    track_topic(session, who, topic.id, level=level, now=letter.now)
    return Outcome(state=OrderState.DONE, path=topic_url(topic.id, topic.slug))


def _find_post(session: Session, letter: Letter) -> Row[Any] | None:
    """The post a mail is about, also where it was moved since; None when it was taken down."""
    topic_id, number = letter.order.topic_id, letter.order.post_number
    if topic_id is None or number is None:
        return None
    found = find_post_at(session, topic_id, number, viewer=letter.member)
    return found or find_moved(session, topic_id, number, viewer=letter.member)


def _post(session: Session, letter: Letter) -> Row[Any]:
    found = _find_post(session, letter)
    if found is None:
        raise NotFound(_("There is no such post."))
    return found


def _posted(place: Place, post: Post) -> Outcome:
    return Outcome(state=OrderState.POSTED, path=post_url(place.topic_id, place.slug, post.number))


def _hold(session: Session, letter: Letter, to: Destination, words: Words) -> Outcome:
    held_id = hold(session, to, letter.author, words, now=letter.now, origin=letter.origin)
    return Outcome(state=OrderState.HELD, path=waiting_url(held_id))


_ACTS: Mapping[str, Callable[[Session, Letter], Outcome]] = {
    "reply": _reply,
    "topic": _open,
    "private": _write_privately,
    "thanks": _thank,
    **dict.fromkeys(LEVELS, _track),
}
