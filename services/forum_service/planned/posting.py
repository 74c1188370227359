"""Posting what is due, in the name of who planned it and with the rights they have then."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.auth import Viewer
from corridor.db import transaction
from corridor.errors import CorridorError, Forbidden, NotFound
from forum_service.approval.actions import Destination, hold, must_wait
from forum_service.approval.destinations import new_topic, reply_to, waiting_url
from forum_service.boards.queries import list_boards
from forum_service.members.acting import find_acting
from forum_service.moderation.queries import rights_of
from forum_service.moderation.rules import check_reply
from forum_service.planned.models import PlannedPost, PlanState
from forum_service.posts.actions import write_post
from forum_service.posts.models import Post
from forum_service.posts.place import Author, Place, Words
from forum_service.telling import tell
from forum_service.topics.actions import open_topic
from forum_service.topics.queries import get_topic_for
from forum_service.urls import absolute, post_url

PLANS = "/forum/planned"


def post_planned(sessions: sessionmaker[Session], settings: Any) -> bool:
    """Post the next plan that is due; whether there was one.

    The post and the note that it was posted are one transaction, and the plan is locked meanwhile: it is
    posted once, whatever happens to the worker.
    """
    with transaction(sessions) as session:
        now, origin = clock.now(), settings.base_url
        due = (PlannedPost.state == PlanState.WAITING) & (PlannedPost.post_at <= now)
        query = select(PlannedPost).where(due).order_by(PlannedPost.post_at, PlannedPost.id).limit(1)
        plan = session.scalars(query.with_for_update(skip_locked=True)).one_or_none()
        if plan is None:
            return False
        _post_or_refuse(session, plan, now=now, origin=origin)
        return True


def _post_or_refuse(session: Session, plan: PlannedPost, *, now: datetime, origin: str) -> None:
    plan.done_at = now
    try:
        # What a refused post has written so far is undone; that it was refused is kept.
        with session.begin_nested():
            path = _post(session, plan, now=now, origin=origin)
    except CorridorError as error:
        plan.state, plan.refusal = PlanState.REFUSED, str(error.message)
        path = PLANS
    session.flush()
    _tell(session, plan, absolute(path, origin=origin), now=now)


def _post(session: Session, plan: PlannedPost, *, now: datetime, origin: str) -> str:
    """Where the post stands, or waits for a moderator."""
    member = find_acting(session, plan.account_id)
    if member is None:
        raise Forbidden(_("Your account is closed."))
    words = Words(raw=plan.raw, language=plan.language, reply_to=plan.reply_to)
    if plan.topic_id is not None:
        return _reply(session, plan, member, words, now=now, origin=origin)
    board = next((one for one in list_boards(session, viewer=member) if one.id == plan.board_id), None)
    if board is None:
        raise NotFound(_("There is no such forum."))
    author = Author.of(member)
    if board.may_open and must_wait(session, member, board, now=now):
        return _hold(session, plan, new_topic(board, plan.title), author, words, now=now, origin=origin)
    place, post = open_topic(session, board, author, title=plan.title, words=words, now=now, origin=origin)
    return _posted(plan, place, post)


def _reply(
    session: Session, plan: PlannedPost, member: Viewer, words: Words, *, now: datetime, origin: str
) -> str:
    topic = get_topic_for(session, plan.topic_id or 0, viewer=member)
    rights, author = rights_of(session, topic.board_id), Author.of(member)
    check_reply(member, rights, closed=topic.closed, private=topic.private)
    if not topic.private and must_wait(session, member, rights, now=now):
        return _hold(session, plan, reply_to(topic), author, words, now=now, origin=origin)
    place = Place.of(topic)
    return _posted(plan, place, write_post(session, place, author, words, now=now, origin=origin))


def _posted(plan: PlannedPost, place: Place, post: Post) -> str:
    plan.state, plan.post_id = PlanState.POSTED, post.id
    return post_url(place.topic_id, place.slug, post.number)


def _hold(
    session: Session,
    plan: PlannedPost,
    to: Destination,
    author: Author,
    words: Words,
    *,
    now: datetime,
    origin: str,
) -> str:
    plan.state = PlanState.HELD
    return waiting_url(hold(session, to, author, words, now=now, origin=origin))


def _tell(session: Session, plan: PlannedPost, url: str, *, now: datetime) -> None:
    tell(
        session,
        f"reminder_{plan.state}",
        key=f"planned/{plan.id}/{now.isoformat()}",
        title=plan.title,
        url=url,
        recipients={plan.account_id: "author"},
        now=now,
        excerpt=plan.refusal,
        language=plan.language,
    )
