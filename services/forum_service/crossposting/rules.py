"""Who may show a topic in a second forum."""

from collections.abc import Collection
from uuid import UUID

from flask_babel import lazy_gettext as _

from corridor.auth import Viewer
from corridor.errors import Conflict, Forbidden
from forum_service.boards.rules import ANY_ROLE, Rights, moderates


def may_share(viewer: Viewer, board: Rights, *, author_id: UUID, words_of_others: bool) -> bool:
    """The moderators of its forum; the author of a topic while it holds no words of others for few readers.

    What somebody wrote for the members of a closed forum is not for another one to show to all.
    """
    return moderates(viewer.roles, board) or (viewer.id == author_id and not words_of_others)


def check_share(
    viewer: Viewer, board: Rights, *, author_id: UUID, private: bool, words_of_others: bool
) -> None:
    """Raises Forbidden or Conflict with the reason."""
    if private:
        raise Conflict(_("A private topic stands in no second forum."))
    if not may_share(viewer, board, author_id=author_id, words_of_others=words_of_others):
        raise Forbidden(_("Only the author of a topic and its moderators show it in a second forum."))


def is_closed_forum(read_roles: Collection[str]) -> bool:
    """Whether only some of the members read it."""
    return ANY_ROLE not in read_roles
