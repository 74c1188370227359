"""Planning posts, and changing or cancelling what is planned."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from forum_service.planned.models import PlannedPost, PlanState
from forum_service.planned.rules import check_changeable, check_time
from forum_service.posts.place import Words


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What goes where, and when: a topic into a forum with a title, or a reply into a topic."""

    words: Words
    post_at: datetime
    board_id: int | None = None
    topic_id: int | None = None
    title: str = ""


def plan_post(session: Session, account_id: UUID, plan: Plan, *, now: datetime) -> int:
    """Keep a post for its time. Whether it may be posted is asked then, and not now."""
    check_time(plan.post_at, now=now)
    row = insert(PlannedPost).values(
        account_id=account_id,
        board_id=plan.board_id,
        topic_id=plan.topic_id,
        title=plan.title,
        raw=plan.words.raw,
        language=plan.words.language,
        reply_to=plan.words.reply_to,
        created_at=now,
        post_at=plan.post_at,
    )
    plan_id: int = session.execute(row.returning(PlannedPost.id)).scalar_one()
    return plan_id


def change_plan(session: Session, plan_id: int, plan: Plan, *, now: datetime) -> None:
    """Other words or another time; what was refused waits again."""
    kept = _locked(session, plan_id)
    check_changeable(kept.state)
    check_time(plan.post_at, now=now)
    kept.title, kept.raw, kept.language = plan.title, plan.words.raw, plan.words.language
    kept.board_id = plan.board_id
    kept.post_at, kept.state, kept.refusal = plan.post_at, PlanState.WAITING, ""
    session.flush()


def cancel_plan(session: Session, plan_id: int, *, now: datetime) -> None:
    """Not to be posted; the words stay on the list, to be copied."""
    kept = _locked(session, plan_id)
    check_changeable(kept.state)
    kept.state, kept.done_at = PlanState.CANCELLED, now
    session.flush()


def _locked(session: Session, plan_id: int) -> PlannedPost:
    """The plan, with the worker kept from posting it meanwhile."""
    query = select(PlannedPost).where(PlannedPost.id == plan_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()
