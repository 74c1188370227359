"""The feeds at the addresses that readers of Discourse forums know, with ?token= for the key."""

from flask import Blueprint, Response
from werkzeug.datastructures import ImmutableDict

from corridor.auth import access
from corridor.web import session
from forum_service.feeds import queries
from forum_service.feeds.answers import answer, reader_by_any_way

blueprint = Blueprint("discourse_feeds", __name__, url_prefix="/forum/discourse")

# Ours are a week, a month and a year.
_PERIODS = ImmutableDict(
    daily="week", weekly="week", monthly="month", quarterly="year", yearly="year", all="year"
)


@blueprint.get("/latest.rss")
@access.public
def latest() -> Response:
    """New topics."""
    who = reader_by_any_way()
    return answer(queries.latest_feed(session(), who), who, "rss")


@blueprint.get("/posts.rss")
@access.public
def posts() -> Response:
    """New posts."""
    who = reader_by_any_way()
    return answer(queries.posts_feed(session(), who), who, "rss")


@blueprint.get("/top.rss", defaults={"period": "yearly"})
@blueprint.get("/top/<period>.rss")
@access.public
def top(period: str) -> Response:
    """The liveliest topics."""
    who = reader_by_any_way()
    return answer(queries.top_feed(session(), who, _PERIODS.get(period, "")), who, "rss")


@blueprint.get("/c/<path:_slugs>/<int:board_id>.rss")
@access.public
def category(_slugs: str, board_id: int) -> Response:
    """New topics of a forum."""
    who = reader_by_any_way()
    return answer(queries.board_feed_by_id(session(), who, board_id), who, "rss")


@blueprint.get("/t/<_slug>/<int:topic_id>.rss")
@access.public
def topic(_slug: str, topic_id: int) -> Response:
    """New posts of a topic."""
    who = reader_by_any_way()
    return answer(queries.topic_feed(session(), who, topic_id), who, "rss")


@blueprint.get("/tag/<tag>.rss")
@access.public
def tag(tag: str) -> Response:
    """New topics with a tag."""
    who = reader_by_any_way()
    return answer(queries.tag_feed(session(), who, tag), who, "rss")


@blueprint.get("/u/<handle>/activity.rss", defaults={"topics": False})
@blueprint.get("/u/<handle>/activity/topics.rss", defaults={"topics": True})
@access.public
def activity(handle: str, *, topics: bool) -> Response:
    """What a member posts, or the topics they open."""
    who = reader_by_any_way()
    return answer(queries.user_feed(session(), who, handle, topics=topics), who, "rss")
