"""Where bookmarks live and what they lead to."""

from typing import Any

from sqlalchemy import Row

from forum_service.urls import post_url, topic_url


def bookmark_url(bookmark_id: int) -> str:
    return f"/forum/bookmarks/{bookmark_id}"


def target_url(row: Row[Any]) -> str:
    """The page of what was bookmarked."""
    return post_url(row.topic_id, row.slug, row.number) if row.post_id else topic_url(row.topic_id, row.slug)
