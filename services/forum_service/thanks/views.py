"""Thanking for a post, and who did."""

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.web import render, see_other, session, transaction
from corridor.web.frame import frame
from forum_service import limits
from forum_service.posts.place import Author
from forum_service.posts.queries import get_post_for
from forum_service.thanks.actions import give_thanks, withdraw_thanks
from forum_service.thanks.queries import people_who_thanked
from forum_service.urls import post_url

blueprint = Blueprint("thanks", __name__, url_prefix="/forum/posts/<int:post_id>/thanks")


@blueprint.get("")
@access.member
def show(post_id: int) -> Response:
    """Everybody who gave thanks for a post."""
    post = get_post_for(session(), post_id, viewer=viewer())
    return render("thanks/show.html", post=post, people=people_who_thanked(session(), post.id))


@blueprint.post("")
@access.member
@limits.marks
def give(post_id: int) -> AnyResponse:
    """Thank for a post."""
    post = get_post_for(session(), post_id, viewer=viewer())
    with transaction() as work:
        origin = frame().settings.base_url
        give_thanks(work, post, Author.of(viewer()), now=clock.now(), origin=origin)
    return see_other(post_url(post.topic_id, post.slug, post.number))


@blueprint.post("/withdrawal")
@access.member
def withdraw(post_id: int) -> AnyResponse:
    """Take thanks back."""
    post = get_post_for(session(), post_id, viewer=viewer())
    with transaction() as work:
        withdraw_thanks(work, post.id, Author.of(viewer()))
    return see_other(post_url(post.topic_id, post.slug, post.number))
