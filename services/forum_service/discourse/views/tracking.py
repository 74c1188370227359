"""Reading positions, levels, and what waits."""

from flask import Response
from flask_babel import lazy_gettext as _

from corridor import clock
from corridor.auth import viewer
from corridor.errors import NotFound
from corridor.web import session, transaction
from forum_service.discourse.answers import done, empty, say
from forum_service.discourse.blueprint import me, reads, writes
from forum_service.discourse.given import Unusable, given
from forum_service.discourse.members import get_user
from forum_service.discourse.queries import get_topic, tracked_topics
from forum_service.tracking.actions import dismiss_new, mark_read, track_topic
from forum_service.tracking.models import Level


@writes("/topics/timings", "POST")
def timings() -> Response:
    """Posts were in view: the furthest of them moves the reader's place."""
    asked = given()
    topic_id = asked.number("topic_id")
    if topic_id is None:
        raise Unusable(_("The parameter %(name)s is missing.", name="topic_id"))
    topic = get_topic(session(), topic_id, viewer=viewer())
    numbers = [
        int(key) for key in asked.inside("timings") if key.isascii() and key.isdigit() and len(key) < 10
    ]
    if numbers:
        with transaction() as work:
            mark_read(work, me(), topic.id, number=max(1, *numbers), now=clock.now())
    return empty()


@writes("/t/<int:topic_id>/notifications", "POST")
def topic_level(topic_id: int) -> Response:
    """Choose how much to hear of a topic."""
    topic = get_topic(session(), topic_id, viewer=viewer())
    level = given().number("notification_level")
    if level is None or level > Level.WATCHING:
        raise Unusable("notification_level: 0-3")
    with transaction() as work:
        track_topic(work, me(), topic.id, level=Level(level), now=clock.now())
    return done()


@reads("/u/<name>/topic-tracking-state")
def tracking_state(name: str) -> Response:
    """The topics in which something waits."""
    member = get_user(session(), name)
    if member.account_id != viewer().id:
        raise NotFound
    return say(
        [
            {
                "topic_id": topic.id,
                "highest_post_number": topic.highest_post_number,
                "last_read_post_number": topic.last_read,
                "notification_level": min(topic.level, 3),
                "category_id": topic.board_id,
                "created_in_new_period": False,
                "tags": list(topic.tags),
            }
            for topic in tracked_topics(session(), viewer=viewer())
        ]
    )


@writes("/topics/reset-new", "PUT")
def reset_new() -> Response:
    """Start the list of new topics afresh."""
    with transaction() as work:
        dismiss_new(work, me(), now=clock.now())
    return done()
