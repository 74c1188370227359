"""Changing what topics and posts are: titles, states, taking down and putting back."""

from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor import clock
from corridor.auth import viewer
from corridor.errors import Forbidden, Invalid
from corridor.web import session, transaction
from corridor.web.frame import frame
from forum_service import limits
from forum_service.boards.rules import moderates
from forum_service.composer.schemas import TopicForm
from forum_service.discourse.actions import rename_topic
from forum_service.discourse.answers import done, empty, say
from forum_service.discourse.blueprint import writes
from forum_service.discourse.given import Unusable, given
from forum_service.discourse.queries import get_hidden_post, get_topic
from forum_service.discourse.shapes.topics import basic_topic
from forum_service.discourse.views.moving import kept_topic
from forum_service.moderation.actions import Target, note_act, shown_of
from forum_service.moderation.ordering import end_discussion, hide_post, resume_discussion
from forum_service.moderation.queries import moderated_boards, rights_of
from forum_service.moderation.rules import check_moderates
from forum_service.moving.deciding import Moment, move_topic
from forum_service.posts.editing import put_back, share_post
from forum_service.posts.queries import find_post_at, get_post_for
from forum_service.states.actions import change_state
from forum_service.states.rules import check_not_archived
from forum_service.tags.actions import tag_topic
from forum_service.tags.rules import read_tags
from forum_service.topics.queries import get_topic_for
from forum_service.urls import post_url

# (status, enabled) -> what our pages call it.
_STATES = {
    ("archived", True): "archive",
    ("archived", False): "unarchive",
    ("visible", True): "list",
    ("visible", False): "unlist",
    ("pinned", True): "pin",
    ("pinned", False): "unpin",
    ("pinned_globally", True): "pin-everywhere",
    ("pinned_globally", False): "unpin",
}


@writes("/t/<int:topic_id>", "PUT")
@writes("/t/<slug>/<int:topic_id>", "PUT")
@limits.edits
def update_topic(topic_id: int, **_slug: str) -> Response:
    """A new title, other tags, or (for moderators) another forum."""
    asked = given()
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    keeper = moderates(viewer().roles, rights_of(session(), topic.board_id))
    if viewer().id != topic.author_id and not keeper:
        raise Forbidden(_("You are not permitted to change this topic."))
    with transaction() as work:
        board = asked.number("category_id")
        if board not in (None, topic.board_id):
            topic = _moved(work, topic, board)
        title = asked.text("title").strip()
        if "title" in asked and title != topic.title:
            _check_title(title)
            rename_topic(work, topic, title=title, actor=viewer(), now=clock.now())
        if "tags" in asked:
            check_not_archived(topic.archived)
            tag_topic(work, topic.id, read_tags(",".join(asked.many("tags"))), staff=keeper)
    return say({"basic_topic": basic_topic(get_topic(session(), topic.id, viewer=viewer()))})


def _moved(work: Session, topic: Row[Any], number: int | None) -> Row[Any]:
    """The topic in another of the forums that the viewer keeps in order."""
    check_moderates(viewer(), rights_of(work, topic.board_id))
    board = next((one for one in moderated_boards(work, viewer=viewer()) if one.id == number), None)
    if board is None:
        message = _("Choose one of the forums you keep in order.")
        raise Invalid(message, errors={"category_id": [str(message)]})
    by = Moment(actor=viewer(), now=clock.now(), origin=frame().settings.base_url)
    move_topic(work, topic, board, by=by)
    return get_topic_for(work, topic.id, viewer=viewer())


def _check_title(title: str) -> None:
    errors = TopicForm(only=["title"]).validate({"title": title})
    if errors:
        raise Invalid(_("Please check what you sent."), errors=errors)


@writes("/t/<int:topic_id>/status", "PUT")
def update_topic_status(topic_id: int) -> Response:
    """Close, archive, hide from lists or pin a topic, or the contrary."""
    asked = given()
    status, enabled = asked.need("status"), asked.flag("enabled") is not False
    topic = kept_topic(topic_id)
    with transaction() as work:
        if status in ("closed", "autoclosed"):
            change = end_discussion if enabled else resume_discussion
            change(work, topic, viewer(), now=clock.now())
        elif (status, enabled) in _STATES:
            change_state(work, topic, viewer(), change=_STATES[status, enabled], now=clock.now())
        else:
            raise Unusable(_("There is no such status."))
    return done(topic_status_update=None)


@writes("/t/<int:topic_id>/reset-bump-date", "PUT")
def reset_bump_date(topic_id: int) -> Response:
    """Topics stand by their last post here, so there is nothing to put right."""
    kept_topic(topic_id)
    return done()


@writes("/t/<int:topic_id>", "DELETE")
def delete_topic(topic_id: int) -> Response:
    """Take a topic down with its first post."""
    topic = kept_topic(topic_id)
    first = find_post_at(session(), topic.id, 1, viewer=viewer())
    if first is None:
        raise Unusable(_("This topic has no first post."))
    _take_down(first)
    return empty()


@writes("/posts/<int:post_id>", "DELETE")
def delete_post(post_id: int) -> Response:
    """Take a post down."""
    post = get_post_for(session(), post_id, viewer=viewer())
    check_moderates(viewer(), rights_of(session(), post.board_id))
    _take_down(post)
    return empty()


def _take_down(post: Row[Any]) -> None:
    with transaction() as work:
        hide_post(work, post, viewer(), now=clock.now(), origin=frame().settings.base_url)


@writes("/posts/<int:post_id>/wiki", "PUT")
def share(post_id: int) -> Response:
    """Let all who may reply edit a post, or its author alone again."""
    shared = given().flag("wiki") is not False
    post = get_post_for(session(), post_id, viewer=viewer())
    with transaction() as work:
        share_post(work, post, viewer(), shared=shared, now=clock.now())
    return done()


@writes("/t/<int:topic_id>/change-owner", "POST")
def change_owner(topic_id: int) -> Response:
    """Said in words: what somebody wrote stays theirs."""
    kept_topic(topic_id)
    raise Invalid(_("What somebody wrote stays under their name here."))


@writes("/posts/<int:post_id>/recover", "PUT")
def recover_post(post_id: int) -> Response:
    """Put back a post that was taken down."""
    return _recover(get_hidden_post(session(), viewer=viewer(), post_id=post_id))


@writes("/t/<int:topic_id>/recover", "PUT")
def recover_topic(topic_id: int) -> Response:
    """Put back a topic that was taken down."""
    return _recover(get_hidden_post(session(), viewer=viewer(), topic_id=topic_id))


def _recover(post: Row[Any]) -> Response:
    check_moderates(viewer(), post)
    with transaction() as work:
        put_back(work, post.id)
        url = post_url(post.topic_id, post.slug, post.number)
        note_act(
            work,
            actor=viewer(),
            act="post_shown",
            target=Target(name=f"post/{post.id}", board_id=post.board_id, subject_id=post.author_id),
            details={**shown_of(post, url), "number": post.number},
            undo={"how": "hide_post", "post_id": post.id},
            now=clock.now(),
        )
    return done()
