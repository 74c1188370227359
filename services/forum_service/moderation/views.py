"""The moderators' pages: what waits for them, the record, and taking an act back."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.web import idempotent, notice, paginate, render, see_other, session, transaction
from forum_service.approval.queries import held_posts
from forum_service.flags.labels import reason_name
from forum_service.flags.queries import flagged_posts
from forum_service.moderation import queries
from forum_service.moderation.labels import ACTS, act_name, act_reason, act_sentence
from forum_service.moderation.models import ModerationAct
from forum_service.moderation.rules import may_take_back
from forum_service.moderation.undoing import UNDOERS, take_back

blueprint = Blueprint("moderation", __name__, url_prefix="/forum/moderation")


@blueprint.get("")
@access.member
def index() -> Response:
    """What waits for the viewer in the forums they keep in order."""
    boards = queries.get_moderated_boards(session(), viewer=viewer())
    ids = [board.id for board in boards]
    return render(
        "moderation/index.html",
        boards=boards,
        flagged=flagged_posts(session(), ids, viewer=viewer()),
        held=held_posts(session(), ids),
        reason_name=reason_name,
    )


@blueprint.get("/log")
@access.member
def log() -> Response:
    """What moderators did, the latest first."""
    boards = queries.get_moderated_boards(session(), viewer=viewer())
    wanted = _wanted()
    query = queries.acts_where(wanted, boards=boards, viewer=viewer())
    return render(
        "moderation/log.html",
        page=paginate(query, order=[ModerationAct.id.desc()], size=40),
        boards=boards,
        names={board.id: (board.slug, board.name) for board in boards},
        actors=queries.actors_of_log(session()),
        acts=sorted(((act, act_name(act)) for act in ACTS), key=lambda one: one[1]),
        asked=request.args,
        act_sentence=act_sentence,
        act_reason=act_reason,
        can_undo=lambda act: may_take_back(viewer(), act) and act.undo["how"] in UNDOERS,
    )


def _wanted() -> queries.Wanted:
    """What the filters of the page ask for; what is no date or no id asks for nothing."""
    until = _day(request.args.get("until", ""))
    return queries.Wanted(
        actor_id=_uuid(request.args.get("actor", "")),
        act=request.args.get("act", "") if request.args.get("act") in ACTS else "",
        board_id=_number(request.args.get("forum", "")),
        since=_day(request.args.get("since", "")),
        until=until + timedelta(days=1) if until else None,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _day(text: str) -> datetime | None:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None
    return day if 1 < day.year < 9999 else None


@blueprint.post("/acts/<int:act_id>/undoing")
@access.member
@idempotent
def undo(act_id: int) -> AnyResponse:
    """Take back what a moderator did."""
    with transaction() as work:
        act: Any = queries.get_act_for(work, act_id, viewer=viewer())
        take_back(work, act, viewer(), now=clock.now())
    notice(_("Taken back."))
    return see_other("/forum/moderation/log")
