"""Search."""

from typing import Any

from flask import Response

from corridor.auth import viewer
from corridor.web import session
from forum_service import limits
from forum_service.discourse.answers import say
from forum_service.discourse.blueprint import reads
from forum_service.discourse.given import given
from forum_service.discourse.lookups import people_in, shown_boards, shown_posts
from forum_service.discourse.members import search_users
from forum_service.discourse.queries import list_posts, page_of_topics
from forum_service.discourse.shapes.topics import topic_item
from forum_service.discourse.shapes.users import basic_user
from forum_service.search.queries import Hits, search_posts
from forum_service.search.rules import LONGEST, read_question


@reads("/search/query")
@reads("/search")
@limits.searches
def search() -> Response:
    """What answers `q` (older programs: `term`): posts, their topics, people."""
    asked = given()
    typed = (asked.text("q") or asked.text("term"))[:LONGEST]
    page = min(asked.number("page") or 1, 1000)
    question = read_question(typed)
    hits = search_posts(session(), question, viewer=viewer(), page=page) if question else None
    ids = [hit.post.id for hit in hits.items] if hits else []
    topic_ids = sorted({hit.post.topic_id for hit in hits.items}) if hits else []
    topics = page_of_topics(session(), "topics", viewer=viewer(), size=100, topics=topic_ids).items
    shown = people_in(topics)
    return say(
        {
            "posts": _posts(hits) if hits else [],
            "topics": [topic_item(topic, shown) for topic in topics],
            "users": [basic_user(one) for one in search_users(session(), typed)] if len(typed) > 2 else [],
            "categories": [one for one in shown_boards() if typed.lower() in one["name"].lower()],
            "tags": [],
            "groups": [],
            "grouped_search_result": {
                "term": typed,
                "post_ids": ids,
                "user_ids": [],
                "category_ids": [],
                "tag_ids": [],
                "group_ids": [],
                "more_posts": None,
                "more_users": None,
                "more_categories": None,
                "more_full_page_results": bool(hits and hits.next),
                "can_create_topic": True,
                "error": None,
            },
        }
    )


def _posts(hits: Hits) -> list[dict[str, Any]]:
    """The posts found, the best first."""
    ids = [hit.post.id for hit in hits.items]
    rows = {row.id: row for row in list_posts(session(), "any", viewer=viewer(), size=len(ids), posts=ids)}
    shown = shown_posts([rows[one] for one in ids if one in rows])
    blurbs = {hit.post.id: str(hit.excerpt.striptags()) for hit in hits.items}
    kept = ("id", "name", "username", "avatar_template", "created_at", "post_number", "topic_id")
    return [
        {
            **{name: post[name] for name in kept},
            "blurb": blurbs[post["id"]],
            "like_count": rows[post["id"]].thanks,
        }
        for post in shown
    ]
