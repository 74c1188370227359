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
from forum_service import limits
from forum_service.approval.actions import hold, must_wait
from forum_service.approval.destinations import reply_to, waiting_url
from forum_service.composer.composers import Composer, edit_composer, reply_composer
from forum_service.composer.schemas import EditForm, ReplyForm
from forum_service.composer.views import refuse_unattached, show_composer, typed_number, typed_version
from forum_service.drafts.actions import discard_draft
from forum_service.members.queries import people_by_id
from forum_service.moderation.ordering import hide_post
from forum_service.moderation.queries import rights_of
from forum_service.moderation.rules import check_moderates, check_reply
from forum_service.posts.actions import write_post
from forum_service.posts.differences import changes_of
from forum_service.posts.editing import check_editor, edit_post, share_post
from forum_service.posts.place import Author, Place, Words
from forum_service.posts.queries import find_post_at, get_post_for, revisions_of
from forum_service.posts.rules import EditConflict
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
@limits.posts
@idempotent
def create_reply(topic_id: int) -> AnyResponse:
    """Reply to a topic."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    form = form_from(ReplyForm)
    composer = reply_composer(topic, form=form)
    composer.draft_version = typed_version()
    refuse_unattached(form)
    if form.data is None:
        return render("composer/page.html", 422, composer=composer)
    try:
        return see_other(_reply(topic, form.data))
    except CorridorError as error:
        return show_composer(composer, error)


def _reply(topic: Row[Any], data: dict[str, Any]) -> str:
    board = rights_of(session(), topic.board_id)
    check_reply(viewer(), board, closed=topic.closed, private=topic.private)
    author = Author.of(viewer())
    with transaction() as work:
        words = Words(raw=data["raw"], language=chosen_language(data), reply_to=data["reply_to"])
        origin, now = frame().settings.base_url, clock.now()
        discard_draft(work, author.id, f"reply/{topic.id}")
        if not topic.private and must_wait(work, viewer(), board, now=now):
            return waiting_url(hold(work, reply_to(topic), author, words, now=now, origin=origin))
        post = write_post(work, Place.of(topic), author, words, now=now, origin=origin)
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
    """The composer of an edit; with a draft of a text that was changed since, both texts."""
    post = get_post_for(session(), post_id, viewer=viewer())
    check_editor(post, viewer(), now=clock.now())
    composer = edit_composer(session(), viewer(), post)
    if typed_number(composer.form.value("version")) != post.version:
        return _show_both(post, composer, 200)
    return render("composer/page.html", composer=composer)


@blueprint.post("/posts/<int:post_id>")
@access.member
@limits.edits
@idempotent
def update(post_id: int) -> AnyResponse:
    """Change a post; where somebody else changed it meanwhile, show both texts."""
    post = get_post_for(session(), post_id, viewer=viewer())
    check_editor(post, viewer(), now=clock.now())
    form = form_from(EditForm)
    composer = edit_composer(session(), viewer(), post, form=form)
    composer.draft_version = typed_version()
    refuse_unattached(form)
    if form.data is None:
        return render("composer/page.html", 422, composer=composer)
    try:
        return see_other(_update(post, form.data))
    except EditConflict as conflict:
        return _show_both(get_post_for(session(), post_id, viewer=viewer()), composer, conflict.status)
    except CorridorError as error:
        return show_composer(composer, error)


def _update(post: Row[Any], data: dict[str, Any]) -> str:
    who = viewer()
    place = Place.of(get_topic_for(session(), post.topic_id, viewer=who))
    trace = {"version": data["version"], "reason": data["reason"].strip()}
    words = Words(raw=data["raw"], language=chosen_language(data), **trace)
    with transaction() as work:
        edit_post(work, post, place, who, words=words, now=clock.now(), origin=frame().settings.base_url)
        discard_draft(work, Author.of(who).id, f"edit/{post.id}")
    return post_url(post.topic_id, post.slug, post.number)


def _show_both(post: Row[Any], composer: Composer, status: int) -> Response:
    """The text as it stands now, and the form with what was typed: to save it again is to choose it."""
    composer.form.values["version"] = post.version
    return render("posts/conflict.html", status, composer=composer, post=post)


@blueprint.post("/posts/<int:post_id>/sharing")
@access.member
def share(post_id: int) -> AnyResponse:
    """Let all who may reply edit a post."""
    return _set_shared(post_id, shared=True)


@blueprint.post("/posts/<int:post_id>/unsharing")
@access.member
def unshare(post_id: int) -> AnyResponse:
    """Leave a post to its author and the moderators again."""
    return _set_shared(post_id, shared=False)


def _set_shared(post_id: int, *, shared: bool) -> AnyResponse:
    post = get_post_for(session(), post_id, viewer=viewer())
    with transaction() as work:
        share_post(work, post, viewer(), shared=shared, now=clock.now())
    return see_other(post_url(post.topic_id, post.slug, post.number))


@blueprint.get("/posts/<int:post_id>/revisions")
@access.member
def revisions(post_id: int) -> Response:
    """What a post was before its edits."""
    post = get_post_for(session(), post_id, viewer=viewer())
    kept = revisions_of(session(), post.id)
    people = people_by_id(session(), [revision.replaced_by for revision in kept])
    changes = changes_of([revision.raw for revision in kept], post.raw)
    return render("posts/revisions.html", post=post, revisions=kept, changes=changes, people=people)


@blueprint.post("/posts/<int:post_id>/hiding")
@access.member
def hide(post_id: int) -> AnyResponse:
    """Take a post down; its first post takes the topic along."""
    post = get_post_for(session(), post_id, viewer=viewer())
    check_moderates(viewer(), post)
    with transaction() as work:
        hide_post(work, post, viewer(), now=clock.now(), origin=frame().settings.base_url)
    return see_other("/forum" if post.number == 1 else topic_url(post.topic_id, post.slug))
