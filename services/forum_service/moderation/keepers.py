"""What pages ask of the moderators of forums."""

from collections.abc import Iterable

from corridor.auth import viewer
from forum_service.boards.rules import Rights, moderates


def keeps_order(boards: Iterable[Rights]) -> bool:
    """Whether the viewer is a moderator in one of these forums."""
    one = viewer()
    return one.is_staff or any(moderates(one.roles, board) for board in boards)
