"""What moderators may do."""

from typing import Any

from flask_babel import lazy_gettext as _

from corridor.auth import Viewer
from corridor.auth.roles import SECRETARIAT
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


# What only the secretariat does, only the secretariat takes back.
_OF_THE_SECRETARIAT = frozenset({"set_rights", "set_board"})
_ABOUT_MEMBERS = frozenset({"lift_sanction", "restore_sanction", "reopen_flags"})


def may_take_back(viewer: Viewer, act: Any) -> bool:
    """Whether an act that the viewer reads of is one they may undo: nobody decides about themselves."""
    how = (act.undo or {}).get("how", "")
    if how in _OF_THE_SECRETARIAT:
        return viewer.has(SECRETARIAT)
    return bool(how) and not (how in _ABOUT_MEMBERS and act.subject_id == viewer.id)
