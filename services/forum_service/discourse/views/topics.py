"""One topic: reading it, and changing what it is."""

from typing import Any

from flask import Response
from sqlalchemy import Row

from corridor.auth import viewer
from corridor.errors import NotFound
from corridor.web import session
from forum_service.discourse.answers import say
from forum_service.discourse.blueprint import reads
from forum_service.discourse.given import given
from forum_service.discourse.lookups import people_in, shown_posts
from forum_service.discourse.queries import get_topic, list_posts, stream_of
from forum_service.discourse.shapes.topics import full_topic

CHUNK = 20
PRINTED = 1000


@reads("/t/<int:topic_id>")
@reads("/t/<slug>/<int:topic_id>")
@reads("/t/<int:topic_id>/<int:number>")
@reads("/t/<slug>/<int:topic_id>/<int:number>")
def show_topic(topic_id: int, number: int = 0, **_: str) -> Response:
    """A topic with twenty posts from a number on, and the ids of all."""
    asked = given()
    topic = get_topic(session(), topic_id, viewer=viewer())
    near = number or asked.number("post_number") or 1
    size = PRINTED if asked.flag("print") else CHUNK
    near = min(near, max(1, topic.highest_post_number))
    page = (asked.number("page") or 1) - 1
    posts = list_posts(
        session(), "from", viewer=viewer(), size=size, topic=topic.id, number=near + page * size
    )
    shown = shown_posts(posts, raw=bool(asked.flag("include_raw")))
    stream = stream_of(session(), topic.id)
    return say(full_topic(topic, people_in([topic]), posts=shown, stream=stream, may=_may(topic)))


def _may(topic: Row[Any]) -> dict[str, bool]:
    who = viewer()
    return {
        "create_post": not topic.closed or who.is_staff,
        "edit": who.is_staff or who.id == topic.author_id,
        "delete": who.is_staff,
        "close_topic": who.is_staff,
        "move_posts": who.is_staff,
        "invite_to": bool(topic.private),
    }


@reads("/t/<int:topic_id>/posts")
def topic_posts(topic_id: int) -> Response:
    """Some posts of a topic: by their ids, or those behind (with `asc=false` before) a number."""
    asked = given()
    topic = get_topic(session(), topic_id, viewer=viewer())
    ids, number = asked.numbers("post_ids"), asked.number("post_number")
    behind = min(number or 0, 2**31 - 2)
    kind, first = "from", behind + 1
    if ids:
        kind = "ids"
    elif asked.flag("asc") is False and number is not None:
        kind, first = "before", behind
    values = {"posts": ids[:PRINTED], "number": first}
    size = len(ids) or CHUNK
    posts = list_posts(session(), kind, viewer=viewer(), size=size, topic=topic.id, **values)
    shown = shown_posts(posts, raw=bool(asked.flag("include_raw")))
    return say({"id": topic.id, "post_stream": {"posts": shown, "stream": stream_of(session(), topic.id)}})


@reads("/t/<int:topic_id>/post_ids")
def topic_post_ids(topic_id: int) -> Response:
    """The ids of all posts of a topic."""
    topic = get_topic(session(), topic_id, viewer=viewer())
    return say({"post_ids": stream_of(session(), topic.id)})


@reads("/raw/<int:topic_id>")
@reads("/raw/<int:topic_id>/<int:number>")
def raw(topic_id: int, number: int = 0) -> Response:
    """A topic, or one of its posts, as it was written."""
    topic = get_topic(session(), topic_id, viewer=viewer())
    kind = "number" if number else "from"
    posts = list_posts(
        session(), kind, viewer=viewer(), size=PRINTED, topic=topic.id, number=min(number or 1, 2**31 - 1)
    )
    if not posts:
        raise NotFound
    words = posts[0].raw if number else "\n\n-------------------------\n\n".join(post.raw for post in posts)
    return Response(words, 200, content_type="text/plain; charset=utf-8")
