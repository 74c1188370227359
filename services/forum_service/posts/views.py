"""Pages and acts of single posts."""

from typing import Any

from flask import Blueprint, Response, request
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import CorridorError
from corridor.web import form_from, idempotent, render, see_other, session, transaction
from corridor.web.frame import frame
from forum_service.composer.composers import edit_composer, reply_composer
from forum_service.composer.schemas import EditForm, ReplyForm
from forum_service.composer.views import show_composer, typed_version
from forum_service.drafts.actions import discard_draft
from forum_service.members.queries import people_by_id
from forum_service.posts.actions import write_post
from forum_service.posts.editing import edit_post, take_down
from forum_service.posts.place import Author, Place, Words
from forum_service.posts.queries import find_post_at, get_post_for, revisions_of
from forum_service.posts.rules import check_edit, check_open
from forum_service.topics.queries import get_topic_for
from forum_service.topics.views import chosen_language
from forum_service.urls import post_url, topic_url

blueprint = Blueprint("posts", __name__, url_prefix="/forum")


@blueprint.get("/t/<slug>/<int:topic_id>/reply")
@access.member
def compose_reply(slug: str, topic_id: int) -> AnyResponse:
    """The composer of a reply on its own page; ?to= names the post answered, ?quote= the one quoted."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    if slug != topic.slug:
        return see_other(f"{topic_url(topic.id, topic.slug)}/reply")
    quote, to = request.args.get("quote", type=int), request.args.get("to", type=int)
    quoted = get_post_for(session(), quote, viewer=viewer()) if quote else None
    parent = find_post_at(session(), topic.id, to, viewer=viewer()) if to else quoted
    own = parent if parent and parent.topic_id == topic.id else None
    return render("composer/page.html", composer=reply_composer(topic, parent=own, quoted=quoted))


@blueprint.post("/t/<int:topic_id>/replies")
@access.member
@idempotent
def create_reply(topic_id: int) -> AnyResponse:
    """Reply to a topic."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    form = form_from(ReplyForm)
    composer = reply_composer(topic, form=form)
    composer.draft_version = typed_version()
    if form.data is None:
        return render("composer/page.html", 422, composer=composer)
    try:
        return see_other(_reply(topic, form.data))
    except CorridorError as error:
        return show_composer(composer, error)


def _reply(topic: Row[Any], data: dict[str, Any]) -> str:
    check_open(closed=topic.closed, viewer=viewer())
    author = Author.of(viewer())
    with transaction() as work:
        words = Words(raw=data["raw"], language=chosen_language(data), reply_to=data["reply_to"])
        origin = frame().settings.base_url
        post = write_post(work, Place.of(topic), author, words, now=clock.now(), origin=origin)
        discard_draft(work, author.id, f"reply/{topic.id}")
    return post_url(topic.id, topic.slug, post.number)


@blueprint.get("/posts/<int:post_id>")
@access.member
def find(post_id: int) -> AnyResponse:
    """The address of a post by its id alone."""
    post = get_post_for(session(), post_id, viewer=viewer())
    return see_other(post_url(post.topic_id, post.slug, post.number))


@blueprint.get("/posts/<int:post_id>/edit")
@access.member
def edit(post_id: int) -> Response:
    """The composer of an edit."""
    post = get_post_for(session(), post_id, viewer=viewer())
    _check_edit(post)
    return render("composer/page.html", composer=edit_composer(session(), viewer(), post))


@blueprint.post("/posts/<int:post_id>")
@access.member
@idempotent
def update(post_id: int) -> AnyResponse:
    """Change a post."""
    post = get_post_for(session(), post_id, viewer=viewer())
    _check_edit(post)
    form = form_from(EditForm)
    composer = edit_composer(session(), viewer(), post, form=form)
    composer.draft_version = typed_version()
    if form.data is None:
        return render("composer/page.html", 422, composer=composer)
    try:
        return see_other(_update(post, form.data))
    except CorridorError as error:
        return show_composer(composer, error)


def _check_edit(post: Row[Any]) -> None:
    check_edit(
        viewer(), author_id=post.author_id, written_at=post.created_at, closed=post.closed, now=clock.now()
    )


def _update(post: Row[Any], data: dict[str, Any]) -> str:
    who = viewer()
    place = Place.of(get_topic_for(session(), post.topic_id, viewer=who))
    with transaction() as work:
        words = Words(raw=data["raw"], language=chosen_language(data))
        edit_post(work, post, place, who, words=words, now=clock.now())
        discard_draft(work, Author.of(who).id, f"edit/{post.id}")
    return post_url(post.topic_id, post.slug, post.number)


@blueprint.get("/posts/<int:post_id>/revisions")
@access.member
def revisions(post_id: int) -> Response:
    """What a post was before its edits."""
    post = get_post_for(session(), post_id, viewer=viewer())
    kept = revisions_of(session(), post.id)
    people = people_by_id(session(), [revision.replaced_by for revision in kept])
    return render("posts/revisions.html", post=post, revisions=kept, people=people)


@blueprint.post("/posts/<int:post_id>/hiding")
@access.roles("moderator", "secretariat")
def hide(post_id: int) -> AnyResponse:
    """Take a post down; its first post takes the topic along."""
    post = get_post_for(session(), post_id, viewer=viewer())
    with transaction() as work:
        take_down(work, post.id)
    return see_other("/forum" if post.number == 1 else topic_url(post.topic_id, post.slug))
