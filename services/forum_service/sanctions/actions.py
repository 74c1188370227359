"""Imposing and lifting measures, and noting what staff should know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, insert, update
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import Conflict, Invalid
from forum_service.moderation.actions import Target, note_act
from forum_service.moderation.telling import tell_member
from forum_service.rights.losing import tell_lost
from forum_service.sanctions.models import Kind, MemberNote, Sanction
from forum_service.sanctions.rules import LONGEST, until
from forum_service.urls import absolute

ACTS = {
    Kind.SILENCE: "member_silenced",
    Kind.SUSPENSION: "member_suspended",
    Kind.APPROVAL: "approval_imposed",
}


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is to hold for a member: where (None: everywhere), why, and until when (None: until lifted)."""

    kind: Kind
    reason: str
    board: Row[Any] | None = None
    ends_at: datetime | None = None


def impose(
    session: Session, member: Any, measure: Measure, actor: Viewer, *, now: datetime, origin: str
) -> int:
    """Let a measure hold from now on; the member is told of it with reason and end."""
    _check_end(measure, now=now)
    board_id = measure.board.id if measure.board else None
    row = insert(Sanction).values(
        account_id=member.account_id,
        kind=measure.kind,
        board_id=board_id,
        reason=measure.reason,
        imposed_by=actor.id,
        imposed_at=now,
        ends_at=measure.ends_at,
    )
    sanction_id: int = session.execute(row.returning(Sanction.id)).scalar_one()
    note_act(
        session,
        actor=actor,
        act=ACTS[measure.kind],
        target=Target(name=f"member/{member.account_id}", board_id=board_id, subject_id=member.account_id),
        details={
            "name": member.name,
            "url": f"/forum/moderation/members/{member.handle}",
            "reason": measure.reason,
            "until": until(measure.ends_at),
        },
        undo={"how": "lift_sanction", "sanction_id": sanction_id},
        now=now,
    )
    if measure.kind == Kind.SUSPENSION:
        tell_lost(session, [member.account_id])
    _tell(session, member.account_id, actor, reason=measure.reason, now=now, origin=origin)
    return sanction_id


def _check_end(measure: Measure, *, now: datetime) -> None:
    if measure.ends_at is not None and not now < measure.ends_at <= now + LONGEST:
        message = _("The end must lie ahead, and no more than three years.")
        raise Invalid(message, errors={"ends_on": [message]})
    if measure.kind == Kind.SUSPENSION and measure.board is not None:
        message = _("A suspension holds in all forums.")
        raise Invalid(message, errors={"forum": [message]})


def _tell(
    session: Session, account_id: UUID, actor: Viewer, *, reason: str, now: datetime, origin: str
) -> None:
    tell_member(
        session,
        "moderation_sanctioned",
        account_id,
        actor=actor,
        now=now,
        key=f"member/{account_id}",
        title=str(_("Your rights in the forums")),
        url=absolute("/forum/standing", origin=origin),
        excerpt=reason,
    )


def lift(
    session: Session, sanction: Sanction, member: Any, actor: Viewer, *, now: datetime, origin: str
) -> None:
    """End a measure before its time."""
    if not end_sanction(session, sanction.id, actor, now=now):
        raise Conflict(_("This measure was lifted already."))
    note_act(
        session,
        actor=actor,
        act="sanction_lifted",
        target=Target(
            name=f"member/{sanction.account_id}",
            board_id=sanction.board_id,
            subject_id=sanction.account_id,
        ),
        details={"name": member.name if member else "", "reason": sanction.reason},
        undo={"how": "restore_sanction", "sanction_id": sanction.id},
        now=now,
    )
    reason = str(_("The moderators lifted what they had imposed."))
    _tell(session, sanction.account_id, actor, reason=reason, now=now, origin=origin)


def end_sanction(session: Session, sanction_id: int, actor: Viewer, *, now: datetime) -> bool:
    """Whether there was something to end."""
    standing = update(Sanction).where(Sanction.id == sanction_id, Sanction.lifted_at.is_(None))
    ended = standing.values(lifted_by=actor.id, lifted_at=now).returning(Sanction.id)
    return session.execute(ended).scalar_one_or_none() is not None


def restore_sanction(session: Session, sanction_id: int) -> None:
    """Let a lifted measure hold again, for what is left of its time."""
    again = update(Sanction).where(Sanction.id == sanction_id)
    session.execute(again.values(lifted_by=None, lifted_at=None))


def note_on_member(session: Session, account_id: UUID, author: Viewer, *, words: str, now: datetime) -> None:
    """Add what the other staff should know of a member."""
    row = insert(MemberNote).values(
        account_id=account_id, author_id=author.id, words=words.strip(), created_at=now
    )
    session.execute(row)
