"""Addresses that lead on to a post."""

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from corridor.auth import access, viewer
from corridor.errors import NotFound
from corridor.web import see_other, session
from forum_service.moments import read_moment
from forum_service.posts.queries import find_moved, number_from
from forum_service.topics.queries import get_topic_for
from forum_service.topics.rules import first_unread
from forum_service.urls import post_url

blueprint = Blueprint("reading", __name__, url_prefix="/forum")


@blueprint.get("/t/<int:topic_id>/go")
@access.member
def go(topic_id: int) -> Response:
    """To the first unread post, to the one of ?post=, or to the first from the day of ?date= on."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    unread = first_unread(last_read=topic.last_read, highest=topic.highest_post_number)
    wanted = request.args.get("post", unread, type=int)
    moment = read_moment(request.args.get("date", ""), zone=viewer().time_zone)
    number = number_from(session(), topic.id, number=max(1, wanted), moment=moment)
    return see_other(post_url(topic.id, topic.slug, number))


def way_to_moved(topic_id: int, number: int | None) -> Response:
    """To the post that was moved from there, so that its address stays good; raises NotFound."""
    moved = find_moved(session(), topic_id, number, viewer=viewer()) if number else None
    if moved is None:
        raise NotFound(_("There is no such post."))
    return see_other(post_url(moved.topic_id, moved.slug, moved.number))
