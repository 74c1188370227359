"""The calls, by what they are about. Importing this package puts them all on the blueprint."""

from forum_service.discourse.views import (
    accounts,
    categories,
    changes,
    files,
    groups,
    labels,
    lists,
    marks,
    notices,
    posts,
    search,
    site,
    topics,
    tracking,
    users,
    writing,
)

__all__ = [
    "accounts",
    "categories",
    "changes",
    "files",
    "groups",
    "labels",
    "lists",
    "marks",
    "notices",
    "posts",
    "search",
    "site",
    "topics",
    "tracking",
    "users",
    "writing",
]
