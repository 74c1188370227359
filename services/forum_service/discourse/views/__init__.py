"""The calls, by what they are about. Importing this package puts them all on the blueprint."""

from forum_service.discourse.views import (
    categories,
    lists,
    posts,
    search,
    site,
    topics,
    tracking,
    users,
    writing,
)

__all__ = ["categories", "lists", "posts", "search", "site", "topics", "tracking", "users", "writing"]
