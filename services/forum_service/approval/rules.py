"""Whose posts a moderator looks at first."""

from collections.abc import Collection

from forum_service.boards.rules import Rights, moderates


def looked_at_first(roles: Collection[str], board: Rights, *, asked: bool, written: int, first: int) -> bool:
    """Whether a post waits: where a measure asks for it, or among the `first` ones of a member in a forum.

    Those who keep the forum in order never wait for themselves.
    """
    return not moderates(roles, board) and (asked or written < first)
