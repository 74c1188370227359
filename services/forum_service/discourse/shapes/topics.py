"""Topics and their lists."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from forum_service.discourse.queries import Topics
from forum_service.discourse.shapes.users import People, avatar, basic_user, handle_of, moment, number_of
from forum_service.posts.rendering import excerpt_of

MESSAGE, REGULAR = "private_message", "regular"


def archetype(topic: Any) -> str:
    """A topic that names its own readers is a message to those programs."""
    return MESSAGE if topic.private else REGULAR


def topic_item(topic: Row[Any], people: People) -> dict[str, Any]:
    """A topic in a list."""
    read = topic.last_read or 0
    unread = max(0, topic.highest_post_number - read) if topic.unread else 0
    return {
        "id": topic.id,
        "title": topic.title,
        "fancy_title": topic.title,
        "slug": topic.slug,
        "posts_count": topic.posts_count,
        "reply_count": max(0, topic.posts_count - 1),
        "highest_post_number": topic.highest_post_number,
        "image_url": None,
        "created_at": moment(topic.created_at),
        "last_posted_at": moment(topic.last_posted_at),
        "bumped": True,
        "bumped_at": moment(topic.last_posted_at),
        "archetype": archetype(topic),
        "unseen": not read,
        "last_read_post_number": topic.last_read,
        "unread": unread,
        "unread_posts": unread,
        "new_posts": unread,
        **_state(topic),
        "notification_level": min(topic.level, 3),
        "bookmarked": topic.bookmarked,
        "liked": topic.liked,
        "like_count": topic.thanks or 0,
        "views": topic.readers_count,
        "category_id": None if topic.private else topic.board_id,
        "tags": list(topic.tags),
        "locale": topic.language,
        "featured_link": None,
        "last_poster_username": handle_of(people, topic.last_poster_id),
        "posters": _posters(topic, people),
        "participants": _participants(topic, people),
    }


def _state(topic: Row[Any]) -> dict[str, Any]:
    return {
        "pinned": topic.pinned,
        "pinned_globally": topic.pinned_globally,
        "unpinned": None,
        "visible": not topic.unlisted,
        "closed": topic.closed,
        "archived": topic.archived,
    }


def _posters(topic: Row[Any], people: People) -> list[dict[str, Any]]:
    others = [one for one in topic.participant_ids if one != topic.author_id]
    latest = topic.last_poster_id
    listed = [(topic.author_id, "Original Poster"), *((one, "Frequent Poster") for one in others)]
    return [
        {
            "user_id": number_of(people, account_id),
            "description": description + (", Most Recent Poster" if account_id == latest else ""),
            "extras": "latest" if account_id == latest else None,
            "primary_group_id": None,
        }
        for account_id, description in listed
    ]


def _participants(topic: Row[Any], people: People) -> list[dict[str, Any]]:
    return [_participant(people, one) for one in topic.audience or [] if one in people]


def _participant(people: People, account_id: UUID) -> dict[str, Any]:
    member = people[account_id]
    return {
        "user_id": member.number,
        "id": member.number,
        "username": member.handle,
        "name": member.name,
        "avatar_template": avatar(member.handle),
    }


def topic_list(found: Topics, people: People, *, address: str, may_create: bool) -> dict[str, Any]:
    """A list of topics with the people in it; `address` is that of the next page."""
    more = {"more_topics_url": address} if found.more else {}
    return {
        "users": [basic_user(member) for member in people.values()],
        "primary_groups": [],
        "flair_groups": [],
        "topic_list": {
            "can_create_topic": may_create,
            **more,
            "per_page": found.size,
            "topics": [topic_item(topic, people) for topic in found.items],
        },
    }


def ids_in(topics: Sequence[Row[Any]]) -> set[UUID]:
    """Everybody who is shown with these topics."""
    named = ({topic.author_id, topic.last_poster_id, *topic.participant_ids} for topic in topics)
    readers = ({*topic.audience} for topic in topics if topic.audience)
    return set().union(*named, *readers)


def full_topic(
    topic: Row[Any],
    people: People,
    *,
    posts: Sequence[dict[str, Any]],
    stream: Sequence[int],
    may: Mapping[str, bool],
) -> dict[str, Any]:
    """A topic on its page: some of its posts, and the ids of all of them."""
    item = topic_item(topic, people)
    return {
        "post_stream": {"posts": list(posts), "stream": list(stream)},
        **item,
        "chunk_size": 20,
        "word_count": None,
        "deleted_at": None,
        "user_id": number_of(people, topic.author_id),
        "participant_count": len(topic.participant_ids),
        "current_post_number": posts[0]["post_number"] if posts else 1,
        "highest_post_number": topic.highest_post_number,
        "last_read_post_number": topic.last_read,
        "draft": None,
        "draft_key": f"topic_{topic.id}",
        "draft_sequence": 0,
        "details": {
            "created_by": _shown(people, topic.author_id),
            "last_poster": _shown(people, topic.last_poster_id),
            "participants": [_shown(people, one) for one in topic.participant_ids],
            "allowed_users": item["participants"],
            "notification_level": item["notification_level"],
            **{f"can_{name}": allowed for name, allowed in may.items() if allowed},
        },
    }


def _shown(people: People, account_id: UUID) -> dict[str, Any]:
    if account_id in people:
        return basic_user(people[account_id])
    return {"id": -1, "username": "system", "name": "Corridor", "avatar_template": avatar("system")}


def basic_topic(topic: Any) -> dict[str, Any]:
    """A topic after it was changed."""
    return {
        "id": topic.id,
        "title": topic.title,
        "fancy_title": topic.title,
        "slug": topic.slug,
        "posts_count": topic.posts_count,
    }


def blurb(html: str) -> str:
    """A few words of a post."""
    return excerpt_of(html, length=200)
