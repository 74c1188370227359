"""The page behind "More": all one may do with a post or a topic."""

from collections.abc import Sequence

from flask import Blueprint, Response, current_app

from corridor.auth import access, viewer
from corridor.web import render, session
from forum_service.acts.gathering import Source, gather
from forum_service.posts.queries import get_post_for
from forum_service.topics.queries import get_topic_for

blueprint = Blueprint("acts", __name__, url_prefix="/forum")


@blueprint.get("/posts/<int:post_id>/more")
@access.member
def of_post(post_id: int) -> Response:
    """What the viewer may do with a post."""
    post = get_post_for(session(), post_id, viewer=viewer())
    acts = gather(_sources("post_acts"), session(), post, viewer())
    return render("acts/post.html", post=post, acts=acts)


@blueprint.get("/t/<int:topic_id>/more")
@access.member
def of_topic(topic_id: int) -> Response:
    """What the viewer may do with a topic."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    acts = gather(_sources("topic_acts"), session(), topic, viewer())
    return render("acts/topic.html", topic=topic, acts=acts)


def _sources(name: str) -> Sequence[Source]:
    sources: Sequence[Source] = current_app.extensions[name]
    return sources
