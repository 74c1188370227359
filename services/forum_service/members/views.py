"""The page of a member in the forums: what they opened and wrote."""

from flask import Blueprint, Response, request

from corridor.auth import access, viewer
from corridor.web import render, session
from forum_service.members.activity import get_member, written_by
from forum_service.posts.rendering import excerpt_of

blueprint = Blueprint("members", __name__, url_prefix="/forum/members")


@blueprint.get("/<handle>")
@access.member
def show(handle: str) -> Response:
    """Posts of a member that the viewer may see."""
    return _show(handle, openings=False)


@blueprint.get("/<handle>/topics")
@access.member
def topics(handle: str) -> Response:
    """Topics that a member opened."""
    return _show(handle, openings=True)


def _show(handle: str, *, openings: bool) -> Response:
    member = get_member(session(), handle)
    after = request.args.get("after")
    page = written_by(session(), member, viewer=viewer(), openings=openings, after=after)
    return render("members/show.html", member=member, page=page, openings=openings, excerpt_of=excerpt_of)
