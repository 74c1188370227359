"""Posts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from corridor.auth import Viewer, roles
from corridor.auth.roles import MODERATOR, SECRETARIAT
from forum_service.boards.rules import moderates
from forum_service.discourse.shapes.users import SYSTEM, People, avatar, moment, trust_level
from forum_service.posts.rules import may_edit
from forum_service.urls import post_url

LIKE, OFF_TOPIC, INAPPROPRIATE, NOTIFY_MODERATORS = 2, 3, 4, 7
FLAGS = (OFF_TOPIC, INAPPROPRIATE, NOTIFY_MODERATORS)


def post_item(
    post: Row[Any],
    people: People,
    *,
    viewer: Viewer,
    now: datetime,
    raw: bool = False,
    answers: Mapping[tuple[int, int], int] | None = None,
) -> dict[str, Any]:
    """A post, with what the viewer may do with it; its Markdown only where it was asked for."""
    own = viewer.id == post.author_id
    return {
        **_place(post),
        "post_type": 1,
        "reply_to_post_number": post.reply_to,
        "reply_count": (answers or {}).get((post.topic_id, post.number), 0),
        "posts_count": post.posts_count,
        **_author(people.get(post.author_id)),
        "created_at": moment(post.created_at),
        "updated_at": moment(post.edited_at or post.created_at),
        "cooked": post.html,
        **({"raw": post.raw} if raw else {}),
        "locale": post.language,
        "version": post.edits + 1,
        "edit_reason": post.edit_reason or None,
        "wiki": post.wiki,
        "yours": own,
        "read": post.number <= (post.last_read or 0),
        "bookmarked": post.bookmarked,
        "hidden": False,
        "deleted_at": None,
        "user_deleted": False,
        **_rights(post, viewer, now=now),
        "actions_summary": _actions(post, own=own),
    }


def _rights(post: Row[Any], viewer: Viewer, *, now: datetime) -> dict[str, bool]:
    moderator = moderates(viewer.roles, post)
    known = {"author_id": post.author_id, "written_at": post.created_at, "closed": post.closed, "now": now}
    return {
        "can_edit": may_edit(viewer, **known, moderator=moderator),
        "can_delete": moderator,
        "can_recover": False,
        "can_wiki": moderator,
    }


def _place(post: Row[Any]) -> dict[str, Any]:
    return {
        "id": post.id,
        "topic_id": post.topic_id,
        "topic_slug": post.slug,
        "topic_title": post.title,
        "category_id": None if post.private else post.board_id,
        "post_number": post.number,
        "post_url": post_url(post.topic_id, post.slug, post.number),
    }


def _author(author: Any) -> dict[str, Any]:
    if author is None:
        shown = {
            "user_id": SYSTEM,
            "username": "system",
            "name": "Corridor",
            "avatar_template": avatar("system"),
        }
        return {
            **shown,
            "trust_level": 4,
            "moderator": False,
            "admin": False,
            "staff": True,
            "user_title": "",
        }
    held = frozenset(author.roles)
    admin, moderator = roles.has(held, SECRETARIAT), roles.has(held, MODERATOR)
    return {
        "user_id": author.number,
        "username": author.handle,
        "name": author.name,
        "display_username": author.name,
        "avatar_template": avatar(author.handle),
        "user_title": author.organisation,
        "trust_level": trust_level(author.roles),
        "moderator": moderator,
        "admin": admin,
        "staff": admin or moderator,
    }


def _actions(post: Row[Any], *, own: bool) -> list[dict[str, Any]]:
    like: dict[str, Any] = {"id": LIKE, "count": post.thanks}
    if post.thanked:
        like |= {"acted": True, "can_undo": True}
    elif not own:
        like["can_act"] = True
    flags = [] if own else [{"id": one, "can_act": True} for one in FLAGS]
    return [like, *flags]
