"""Moving posts to where they belong."""

from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor import clock
from corridor.auth import viewer
from corridor.errors import Invalid
from corridor.web import session, transaction
from corridor.web.frame import frame
from forum_service.composer.schemas import TopicForm
from forum_service.discourse.answers import done
from forum_service.discourse.blueprint import writes
from forum_service.discourse.given import Given, Unusable, given
from forum_service.discourse.queries import list_posts
from forum_service.moderation.queries import moderated_boards, rights_of
from forum_service.moderation.rules import check_moderates
from forum_service.moving.deciding import Moment, merge_posts, split_posts
from forum_service.posts.place import Place
from forum_service.topics.queries import get_topic_for
from forum_service.urls import topic_url

MOST = 500


def kept_topic(topic_id: int) -> Row[Any]:
    """The topic, for those who keep its forum in order."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    check_moderates(viewer(), rights_of(session(), topic.board_id))
    return topic


@writes("/t/<int:topic_id>/move-posts", "POST")
def move_some_posts(topic_id: int) -> Response:
    """Put some posts (`post_ids[]`) into another topic, or with a `title` into one of their own."""
    asked, topic = given(), kept_topic(topic_id)
    ids = asked.numbers("post_ids")[:MOST]
    if not ids:
        raise Unusable(_("The parameter %(name)s is missing.", name="post_ids"))
    found = list_posts(session(), "ids", viewer=viewer(), size=MOST, topic=topic.id, posts=ids)
    numbers = sorted(post.number for post in found)
    if len(numbers) < len(set(ids)):
        raise Invalid(_("Not all of these posts are in this topic."))
    with transaction() as work:
        place = (
            _split(work, topic, numbers, asked) if "title" in asked else _merge(work, topic, numbers, asked)
        )
    return done(url=topic_url(place.topic_id, place.slug))


@writes("/t/<int:topic_id>/merge-topic", "POST")
def merge_topic(topic_id: int) -> Response:
    """Put all posts of a topic into another one."""
    asked, topic = given(), kept_topic(topic_id)
    with transaction() as work:
        place = _merge(work, topic, None, asked)
    return done(url=topic_url(place.topic_id, place.slug))


def _split(work: Session, topic: Row[Any], numbers: list[int], asked: Given) -> Place:
    title, number = asked.text("title").strip(), asked.number("category_id") or topic.board_id
    errors = TopicForm(only=["title"]).validate({"title": title})
    board = next((one for one in moderated_boards(work, viewer=viewer()) if one.id == number), None)
    if board is None:
        errors["category_id"] = [str(_("Choose one of the forums you keep in order."))]
    if errors or board is None:
        raise Invalid(_("Please check what you sent."), errors=errors)
    return split_posts(work, topic, numbers, board, title=title, by=_by())


def _merge(work: Session, topic: Row[Any], numbers: list[int] | None, asked: Given) -> Place:
    number = asked.number("destination_topic_id")
    if number is None:
        raise Unusable(_("The parameter %(name)s is missing.", name="destination_topic_id"))
    return merge_posts(work, topic, numbers, kept_topic(number), by=_by())


def _by() -> Moment:
    return Moment(actor=viewer(), now=clock.now(), origin=frame().settings.base_url)
