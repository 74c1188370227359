"""Posts: reading, writing, changing."""

from typing import Any

from flask import Response
from sqlalchemy import Row

from corridor.auth import viewer
from corridor.web import session
from corridor.web.inputs import BIGGEST
from forum_service.discourse.answers import say
from forum_service.discourse.blueprint import reads
from forum_service.discourse.given import given
from forum_service.discourse.lookups import shown_posts
from forum_service.discourse.members import get_user
from forum_service.discourse.queries import get_post, list_posts
from forum_service.discourse.shapes.topics import blurb

FIREHOSE = 50


@reads("/posts")
def latest_posts() -> Response:
    """The newest posts of all forums; `before` an id the ones before it."""
    before = given().number("before")
    bound = BIGGEST if before is None else before
    posts = list_posts(session(), "firehose", viewer=viewer(), size=FIREHOSE, before=bound)
    return say({"latest_posts": shown_posts(posts, raw=True)})


@reads("/posts/<int:post_id>")
def show_post(post_id: int) -> Response:
    """One post, as it was written and as it looks."""
    return _show(get_post(session(), "id", viewer=viewer(), post=post_id))


@reads("/posts/by_number/<int:topic_id>/<int:number>")
def show_post_by_number(topic_id: int, number: int) -> Response:
    """The same by its place in a topic."""
    number = min(number, 2**31 - 1)
    return _show(get_post(session(), "number", viewer=viewer(), topic=topic_id, number=number))


def _show(post: Row[Any]) -> Response:
    return say(shown_posts([post], raw=True)[0])


@reads("/posts/<int:post_id>/raw")
def raw_post(post_id: int) -> Response:
    """One post as it was written."""
    post = get_post(session(), "id", viewer=viewer(), post=post_id)
    return Response(post.raw, 200, content_type="text/plain; charset=utf-8")


@reads("/posts/<int:post_id>/replies")
def replies(post_id: int) -> Response:
    """The answers to a post."""
    post = get_post(session(), "id", viewer=viewer(), post=post_id)
    found = list_posts(session(), "answers", viewer=viewer(), topic=post.topic_id, number=post.number)
    return say(shown_posts(found))


@reads("/user_actions")
def user_actions() -> Response:
    """What somebody wrote, the newest first: `filter` 4 topics, 5 replies."""
    asked = given()
    member = get_user(session(), asked.need("username"))
    kinds = {str(one) for one in asked.numbers("filter")} or {"4", "5"}
    which = {"first": "4" in kinds, "others": "5" in kinds, "skip": min(asked.number("offset") or 0, 10_000)}
    posts = list_posts(session(), "author", viewer=viewer(), size=30, author=member.account_id, **which)
    shown = zip(posts, shown_posts(posts), strict=True)
    return say({"user_actions": [_action(post, member, shown=one) for post, one in shown]})


def _action(post: Row[Any], member: Row[Any], *, shown: dict[str, Any]) -> dict[str, Any]:
    kept = (
        "topic_id",
        "post_number",
        "created_at",
        "username",
        "name",
        "user_id",
        "avatar_template",
        "category_id",
    )
    return {
        **{name: shown[name] for name in kept},
        "action_type": 4 if post.number == 1 else 5,
        "post_id": post.id,
        "slug": post.slug,
        "title": post.title,
        "excerpt": blurb(post.html),
        "acting_username": member.handle,
        "acting_name": member.name,
        "acting_user_id": member.number,
        "target_username": member.handle,
        "deleted": False,
        "hidden": False,
        "closed": post.closed,
        "archived": post.archived,
    }
