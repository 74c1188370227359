"""What waits for moderators: posts that were shown to them, and posts that may not appear yet."""

from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from corridor import clock
from corridor.auth import viewer
from corridor.errors import NotFound
from corridor.web import session, transaction
from corridor.web.frame import frame
from forum_service.approval.actions import approve, refuse
from forum_service.approval.queries import get_held_for, held_posts, keeps_order
from forum_service.discourse.answers import say
from forum_service.discourse.blueprint import reads, writes
from forum_service.discourse.given import Unusable, given
from forum_service.discourse.members import people
from forum_service.discourse.shapes.users import handle_of, moment
from forum_service.flags.actions import settle_flags
from forum_service.flags.queries import flagged_posts
from forum_service.flags.rules import check_judges
from forum_service.moderation.queries import get_moderated_boards
from forum_service.posts.place import Place
from forum_service.posts.queries import get_flagged_for
from forum_service.topics.queries import get_topic_for

# Two kinds of things in one list of numbers: even ones are posts with flags, odd ones posts that wait.
_DECISIONS = {
    "agree_and_hide": "hide",
    "delete_post": "hide",
    "delete_and_agree": "hide",
    "agree_and_keep": "agreed",
    "ignore": "noted",
    "ignore_and_do_nothing": "noted",
    "disagree": "disagreed",
}
_QUEUED = ("approve_post", "approve", "reject_post", "reject")
LONGEST_REASON = 2000


@reads("/review")
def review() -> Response:
    """All that waits, what waits longest first."""
    boards = [board.id for board in get_moderated_boards(session(), viewer=viewer())]
    flagged = flagged_posts(session(), boards, viewer=viewer())
    held = held_posts(session(), boards)
    authors = people(session(), {*(one.author_id for one in flagged), *(one.account_id for one in held)})
    items = [_flagged(one, handle_of(authors, one.author_id)) for one in flagged]
    items += [_held(one, handle_of(authors, one.account_id)) for one in held]
    items.sort(key=lambda one: str(one["created_at"]))
    meta = {"total_rows_reviewables": len(items), "types": {}, "reviewable_count": len(items)}
    return say({"reviewables": items, "meta": meta})


def _flagged(one: Row[Any], author: str) -> dict[str, Any]:
    return {
        "id": one.id * 2,
        "type": "ReviewableFlaggedPost",
        "status": 0,
        "created_at": moment(one.waits_since),
        "topic_id": one.topic_id,
        "target_id": one.id,
        "target_type": "Post",
        "target_created_by": {"username": author},
        "cooked": one.html,
        "topic": {"id": one.topic_id, "title": one.title, "slug": one.slug},
        "score": one.flags,
        "bundled_actions": [{"id": name} for name in _DECISIONS],
    }


def _held(one: Row[Any], author: str) -> dict[str, Any]:
    return {
        "id": one.id * 2 + 1,
        "type": "ReviewableQueuedPost",
        "status": 0,
        "created_at": moment(one.created_at),
        "topic_id": one.topic_id,
        "category_id": one.board_id,
        "target_created_by": {"username": author},
        "payload": {"raw": one.raw, "title": one.title},
        "topic": {"id": one.topic_id, "title": one.topic_title or one.title, "slug": one.topic_slug},
        "bundled_actions": [{"id": name} for name in _QUEUED],
    }


@writes("/review/<int:number>/perform/<action>", "PUT")
def perform(number: int, action: str) -> Response:
    """Decide on one thing; whoever waits for it is told, with a `reason` where one is given."""
    reason = given().text("reason").strip()[:LONGEST_REASON]
    known = _DECISIONS if number % 2 == 0 else _QUEUED
    if number % 2 == 0:
        post = get_flagged_for(session(), number // 2, viewer=viewer())
        check_judges(viewer(), post)
    else:
        post = _waiting(number // 2)
    if action not in known:
        raise Unusable(_("There is no such action."))
    settle = _settle if number % 2 == 0 else _decide
    settle(post, action, reason)
    return say({"reviewable_perform_result": {"success": True, "transition_to": action}})


def _settle(post: Row[Any], action: str, reason: str) -> None:
    about = {"decision": _DECISIONS[action], "answer": reason}
    with transaction() as work:
        settle_flags(work, post, viewer(), **about, now=clock.now(), origin=frame().settings.base_url)


def _waiting(held_id: int) -> Row[Any]:
    held = get_held_for(session(), held_id, viewer=viewer())
    if not keeps_order(held, viewer()):
        raise NotFound(_("There is no such post."))
    return held


def _decide(held: Row[Any], action: str, reason: str) -> None:
    topic = get_topic_for(session(), held.topic_id, viewer=viewer()) if held.topic_id else None
    about: dict[str, Any] = {"now": clock.now(), "origin": frame().settings.base_url}
    with transaction() as work:
        if action.startswith("approve"):
            approve(work, held, Place.of(topic) if topic else None, viewer(), **about)
        else:
            refuse(work, held, viewer(), reason=reason or str(_("No reason was given.")), **about)
