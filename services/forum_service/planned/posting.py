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
            place, post = _post(session, plan, now=now, origin=origin)
    except CorridorError as error:
        plan.state, plan.refusal = PlanState.REFUSED, str(error.message)
        session.flush()
        url = absolute(PLANS, origin=origin)
        _tell(session, plan, "reminder_refused", plan.title, url, now=now, excerpt=plan.refusal)
        return
    plan.state, plan.post_id = PlanState.POSTED, post.id
    session.flush()
    url = absolute(post_url(place.topic_id, place.slug, post.number), origin=origin)
    _tell(session, plan, "reminder_posted", place.title, url, now=now)


def _post(session: Session, plan: PlannedPost, *, now: datetime, origin: str) -> tuple[Place, Post]:
    member = find_acting(session, plan.account_id)
    if member is None:
        raise Forbidden(_("Your account is closed."))
    words = Words(raw=plan.raw, language=plan.language, reply_to=plan.reply_to)
    if plan.topic_id is not None:
        return _reply(session, plan.topic_id, member, words, now=now, origin=origin)
    board = next((one for one in list_boards(session, viewer=member) if one.id == plan.board_id), None)
    if board is None:
        raise NotFound(_("There is no such forum."))
    author = Author.of(member)
    return open_topic(session, board, author, title=plan.title, words=words, now=now, origin=origin)


def _reply(
    session: Session, topic_id: int, member: Viewer, words: Words, *, now: datetime, origin: str
) -> tuple[Place, Post]:
    topic = get_topic_for(session, topic_id, viewer=member)
    rights = rights_of(session, topic.board_id)
    check_reply(member, rights, closed=topic.closed, private=topic.private)
    place = Place.of(topic)
    return place, write_post(session, place, Author.of(member), words, now=now, origin=origin)


def _tell(
    session: Session, plan: PlannedPost, what: str, title: str, url: str, *, now: datetime, excerpt: str = ""
) -> None:
    tell(
        session,
        what,
        key=f"planned/{plan.id}/{now.isoformat()}",
        title=title,
        url=url,
        recipients={plan.account_id: "author"},
        now=now,
        excerpt=excerpt,
        language=plan.language,
    )
