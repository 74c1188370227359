"""Who may show a topic in a second forum."""

from collections.abc import Collection
from uuid import UUID

from flask_babel import lazy_gettext as _

from corridor.errors import Conflict, Forbidden
from forum_service.boards.rules import Rights, moderates


def may_share(account_id: UUID | None, roles: Collection[str], board: Rights, *, author_id: UUID) -> bool:
    """The author of a topic, and the moderators of its forum."""
    return account_id == author_id or moderates(roles, board)


def check_share(
    account_id: UUID | None, roles: Collection[str], board: Rights, *, author_id: UUID, private: bool
) -> None:
    """Raises Forbidden or Conflict with the reason."""
    if private:
        raise Conflict(_("A private topic stands in no second forum."))
    if not may_share(account_id, roles, board, author_id=author_id):
        raise Forbidden(_("Only the author of a topic and its moderators show it in a second forum."))
