"""Pages of tags."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor.auth import access, viewer
from corridor.errors import Forbidden, Invalid
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from forum_service.boards.rules import moderates
from forum_service.lists import queries as lists
from forum_service.lists.views import read_filters, show_list
from forum_service.posts.place import Author
from forum_service.states.queries import state_of
from forum_service.tags.actions import tag_topic, track_tag
from forum_service.tags.labels import tag_name
from forum_service.tags.queries import get_tag, list_groups, list_tags, tags_of
from forum_service.tags.rules import as_slug, may_tag, read_tags
from forum_service.tags.schemas import TagLevel, TopicTags
from forum_service.topics.queries import get_topic_for
from forum_service.tracking.models import Level
from forum_service.urls import tag_url, topic_url

blueprint = Blueprint("tags", __name__, url_prefix="/forum")


@blueprint.get("/tags")
@access.member
def index() -> Response:
    """All tags by group, with how many topics bear each."""
    tags = list_tags(session(), viewer=viewer())
    return render("tags/index.html", tags=tags, groups=list_groups(session()))


@blueprint.get("/tag/<slug>")
@access.member
def show(slug: str) -> AnyResponse:
    """The topics with a tag, wherever the viewer reads."""
    found = get_tag(session(), as_slug(slug), viewer=viewer())
    if found.same_as or found.slug != slug:
        return see_other(tag_url(found.same_as or found.slug))
    filters = read_filters().with_tag(found.slug)
    after = request.args.get("after")
    page = lists.latest_topics(session(), viewer=viewer(), filters=filters, after=after)
    shown = filters.without("tag", found.slug)
    return show_list("tag", page, path=tag_url(slug), title=tag_name(slug), tag=found, filters=shown)


@blueprint.post("/tag/<slug>/tracking")
@access.member
def track(slug: str) -> AnyResponse:
    """Choose how much to hear of topics with a tag."""
    tag = get_tag(session(), as_slug(slug), viewer=viewer())
    form = form_from(TagLevel)
    if form.data is None:
        raise Invalid(_("Please choose one of the levels."), errors=form.errors)
    with transaction() as work:
        track_tag(work, Author.of(viewer()).id, tag.slug, level=Level(form.data["level"]))
    notice(_("Your choice for this tag is kept."))
    return see_other(tag_url(tag.slug))


@blueprint.get("/t/<int:topic_id>/tags")
@access.member
def edit(topic_id: int) -> Response:
    """The form of a topic's tags."""
    topic = _topic(topic_id)
    names = ", ".join(tag_name(slug) for slug in tags_of(session(), topic.id))
    return _show_edit(topic, Form(TopicTags, initial={"tags": names}))


@blueprint.post("/t/<int:topic_id>/tags")
@access.member
@idempotent
def update(topic_id: int) -> AnyResponse:
    """Give a topic other tags."""
    topic = _topic(topic_id)
    form = form_from(TopicTags)
    if form.data is None:
        return _show_edit(topic, form, 422)
    try:
        with transaction() as work:
            tag_topic(work, topic.id, read_tags(form.data["tags"]), staff=_moderates(topic))
    except Invalid as error:
        form.fail("tags", error.message)
        return _show_edit(topic, form, 422)
    return see_other(topic_url(topic.id, topic.slug))


def _show_edit(topic: Row[Any], form: Form, status: int = 200) -> Response:
    known = [tag.slug for tag in list_tags(session(), viewer=viewer()) if not tag.same_as]
    return render("tags/edit.html", status, topic=topic, form=form, known=known)


def _topic(topic_id: int) -> Row[Any]:
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    archived = state_of(session(), topic.id).archived
    if not may_tag(viewer(), author_id=topic.author_id, archived=archived, moderator=_moderates(topic)):
        raise Forbidden(_("Only its author and moderators may edit the tags of a topic."))
    return topic


def _moderates(topic: Row[Any]) -> bool:
    return moderates(viewer().roles, state_of(session(), topic.id))
