"""What moderators may do."""

from flask_babel import lazy_gettext as _

from corridor.auth import Viewer
from corridor.errors import Conflict, Forbidden
from forum_service.boards.rules import Rights, may_reply, moderates


def check_moderates(viewer: Viewer, board: Rights) -> None:
    """Refuse who does not keep this forum in order."""
    if not moderates(viewer.roles, board):
        raise Forbidden(_("Only the moderators of this forum may do this."))


def check_reply(viewer: Viewer, board: Rights, *, closed: bool, private: bool) -> None:
    """Refuse a reply where the viewer only reads, or where the discussion has ended."""
    if not may_reply(viewer.roles, board, private=private):
        raise Forbidden(_("In this forum you can read, but not reply."))
    if closed and not moderates(viewer.roles, board):
        raise Conflict(_("This topic is closed: no more replies."))
