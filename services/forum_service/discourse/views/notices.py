"""Notifications: what concerns the viewer, out of the topics themselves, read when the post was read."""

from typing import Any

from flask import Response
from sqlalchemy import Row

from corridor import clock
from corridor.auth import viewer
from corridor.web import session, transaction
from forum_service.discourse.answers import done, say
from forum_service.discourse.blueprint import me, reads, writes
from forum_service.discourse.given import given
from forum_service.discourse.members import people
from forum_service.discourse.notices import get_notice, list_notices
from forum_service.discourse.paths import next_page
from forum_service.discourse.shapes.users import People, handle_of, moment
from forum_service.tracking.actions import mark_read

SIZE = 60


@reads("/notifications")
def notifications() -> Response:
    """Who named, answered or wrote to the viewer, the latest first; `filter=unread` what waits."""
    asked = given()
    size = min(asked.number("limit") or SIZE, SIZE)
    unread = asked.text("filter") == "unread"
    skip = min(asked.number("offset") or 0, 1000)
    found = list_notices(session(), viewer=viewer(), size=size, skip=skip, unread=unread)
    authors = people(session(), {one.author_id for one in found})
    kept = [(name, asked.text(name)) for name in ("filter", "limit") if name in asked]
    more = [("offset", str(skip + size)), *kept, ("username", viewer().handle)]
    return say(
        {
            "notifications": [_notice(one, authors) for one in found],
            "total_rows_notifications": skip + len(found),
            "seen_notification_id": max((one.id for one in found if one.read), default=0),
            "load_more_notifications": next_page("/notifications", more),
        }
    )


def _notice(one: Row[Any], authors: People) -> dict[str, Any]:
    author = handle_of(authors, one.author_id)
    name = authors[one.author_id].name if one.author_id in authors else "Corridor"
    return {
        "id": one.id,
        "notification_type": one.kind,
        "read": one.read,
        "high_priority": one.kind == 6,
        "created_at": moment(one.created_at),
        "post_number": one.number,
        "topic_id": one.topic_id,
        "slug": one.slug,
        "fancy_title": one.title,
        "acting_user_name": name,
        "data": {
            "topic_title": one.title,
            "original_post_id": one.id,
            "original_post_type": 1,
            "original_username": author,
            "display_username": author,
            "display_name": name,
        },
    }


@writes("/notifications/mark-read", "PUT")
def mark_notices_read() -> Response:
    """One (`id`), or all that wait: the posts they speak of count as read."""
    number = given().number("id")
    if number is None:
        found = list_notices(session(), viewer=viewer(), size=500, skip=0, unread=True)
    else:
        found = [get_notice(session(), number, viewer=viewer())]
    furthest: dict[int, int] = {}
    for one in found:
        furthest[one.topic_id] = max(one.number, furthest.get(one.topic_id, 0))
    with transaction() as work:
        for topic_id, post_number in furthest.items():
            mark_read(work, me(), topic_id, number=post_number, now=clock.now())
    return done()
