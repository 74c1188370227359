"""Taking back what a moderator did: each kind of act names the one that undoes it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import Conflict
from forum_service.approval.actions import hold_again
from forum_service.boards.arranging import set_board
from forum_service.boards.models import Board
from forum_service.crossposting.actions import set_second_forum
from forum_service.flags.actions import reopen_flags
from forum_service.moderation.actions import Target, note_act
from forum_service.moderation.models import ModerationAct
from forum_service.moderation.queries import rights_of
from forum_service.moving.actions import set_topic_hidden
from forum_service.moving.deciding import undo_move, undo_topic_move
from forum_service.posts.editing import edit_post, put_back, set_shared, take_down
from forum_service.posts.place import Place, Words
from forum_service.posts.queries import get_post_for, revisions_of
from forum_service.rights.actions import set_rights
from forum_service.sanctions.actions import end_sanction, restore_sanction
from forum_service.states.actions import set_state
from forum_service.tags.actions import rename_tag
from forum_service.tags.removing import restore_tag
from forum_service.topics.actions import close_topic, reopen_topic
from forum_service.topics.queries import get_topic_for

# The facts are those of the act's `undo`; who takes it back may do so (moderation.queries.get_act_for).
Undoer = Callable[[Session, Mapping[str, Any], Viewer, datetime], None]


def _close(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    close_topic(session, facts["topic_id"])


def _reopen(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    reopen_topic(session, facts["topic_id"])


def _show_post(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    put_back(session, facts["post_id"])


def _hide_post(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    take_down(session, facts["post_id"])


def _set_rights(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    _check_as_left(rights_of(session, facts["board_id"]), facts)
    set_rights(session, facts["board_id"], facts["rights"])


def _set_state(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    set_state(session, facts["topic_id"], facts["state"])


def _rename_tag(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    rename_tag(session, facts["old"], facts["new"])


def _restore_tag(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    known = {name: facts[name] for name in ("description", "group", "topics")}
    restore_tag(session, facts["slug"], **known)


def _reopen_flags(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    if facts["hidden"]:
        put_back(session, facts["post_id"])
    reopen_flags(session, facts["flags"])


def _lift_sanction(session: Session, facts: Mapping[str, Any], actor: Viewer, now: datetime) -> None:
    end_sanction(session, facts["sanction_id"], actor, now=now)


def _restore_sanction(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    restore_sanction(session, facts["sanction_id"])


def _hold_again(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    hold_again(session, facts["held_id"])


def _move_posts_back(session: Session, facts: Mapping[str, Any], _actor: Viewer, now: datetime) -> None:
    undo_move(session, facts, now=now)


def _move_topic(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    undo_topic_move(session, facts)


def _recover_topic(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    set_topic_hidden(session, facts["topic_id"], hidden=False)


def _set_board(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    _check_as_left(session.get(Board, facts["board_id"]), facts)
    set_board(session, facts["board_id"], facts["values"])


def _check_as_left(board: Any, facts: Mapping[str, Any]) -> None:
    """What was changed again since is not lost by taking back the change before."""
    left = facts.get("left") or {}
    if any(getattr(board, name) != value for name, value in left.items()):
        raise Conflict(_("The forum was changed again since. Please change it on its own page."))


def _restore_text(session: Session, facts: Mapping[str, Any], actor: Viewer, now: datetime) -> None:
    post = get_post_for(session, facts["post_id"], viewer=actor)
    kept = next(one for one in revisions_of(session, post.id) if one.number == facts["revision"])
    place = Place.of(get_topic_for(session, post.topic_id, viewer=actor))
    edit_post(session, post, place, actor, words=Words(raw=kept.raw, language=kept.language), now=now)


def _share_post(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    set_shared(session, facts["post_id"], shared=facts["shared"])


def _set_second_forum(session: Session, facts: Mapping[str, Any], _actor: Viewer, _now: datetime) -> None:
    set_second_forum(session, facts["topic_id"], facts["board_id"])


UNDOERS: dict[str, Undoer] = {
    "close_topic": _close,
    "reopen_topic": _reopen,
    "show_post": _show_post,
    "hide_post": _hide_post,
    "set_rights": _set_rights,
    "reopen_flags": _reopen_flags,
    "lift_sanction": _lift_sanction,
    "restore_sanction": _restore_sanction,
    "hold_again": _hold_again,
    "restore_text": _restore_text,
    "share_post": _share_post,
    "set_second_forum": _set_second_forum,
    "move_posts_back": _move_posts_back,
    "move_topic": _move_topic,
    "recover_topic": _recover_topic,
    "set_state": _set_state,
    "set_board": _set_board,
    "rename_tag": _rename_tag,
    "restore_tag": _restore_tag,
}


def take_back(session: Session, act: ModerationAct, actor: Viewer, *, now: datetime) -> None:
    """Undo an act, and note that it was undone; raises Conflict where nothing can."""
    facts = act.undo or {}
    undoer = UNDOERS.get(facts.get("how", ""))
    if undoer is None:
        raise Conflict(_("This cannot be taken back."))
    note_act(
        session,
        actor=actor,
        act="undone",
        target=Target(name=act.target, board_id=act.board_id, subject_id=act.subject_id, undoes=act.id),
        details={**act.details, "what": act.act},
        undo=None,
        now=now,
    )
    undoer(session, facts, actor, now)
