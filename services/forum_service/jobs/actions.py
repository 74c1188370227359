"""Asking for long work, taking it up, and ending it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from corridor.errors import Conflict
from forum_service.jobs.models import Job, JobState
from forum_service.jobs.rules import KEPT, MOST_ACTIVE, MOST_TRIES, PAUSE, SILENT

_ACTIVE = Job.state.in_([JobState.QUEUED, JobState.RUNNING])
# Two workers asking at once get two different jobs: each passes over the row that the other one holds.
_TAKE = text(
    """
    UPDATE jobs SET state = 'running', tries = tries + 1, done = 0,
        started_at = COALESCE(started_at, :now), heartbeat_at = :now
    WHERE id = (
        SELECT id FROM jobs
        WHERE (state = 'queued' AND COALESCE(heartbeat_at + tries * CAST(:pause AS interval) < :now, true))
            OR (state = 'running' AND heartbeat_at < :silent AND tries < :most)
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id
    """
)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a job made: a file to download."""

    filename: str
    media_type: str
    data: bytes


class JobLost(Exception):
    """The job was stopped, or another worker took it over: whoever still works at it lets go."""


def start_job(
    session: Session,
    *,
    kind: str,
    account_id: UUID,
    params: Mapping[str, Any],
    now: datetime,
    title: str = "",
) -> Job:
    """Put work into the queue; the same work that is still under way is given instead of a second one."""
    # One at a time per account: two requests at once would both find none under way.
    session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:account, 8))"), {"account": str(account_id)}
    )
    mine = select(Job).where(Job.account_id == account_id, _ACTIVE)
    same = session.scalars(mine.where(Job.kind == kind, Job.params == dict(params))).first()
    if same is not None:
        return same
    if (session.scalar(select(func.count()).select_from(mine.subquery())) or 0) >= MOST_ACTIVE:
        raise Conflict(_("You have several jobs under way. Please wait until one of them has ended."))
    job = Job(kind=kind, account_id=account_id, title=title, params=dict(params), created_at=now)
    session.add(job)
    session.flush()
    return job


def take_job(session: Session, *, now: datetime) -> Job | None:
    """The next job for a worker, marked as under way; None when nothing waits."""
    values = {"now": now, "silent": now - SILENT, "most": MOST_TRIES, "pause": PAUSE}
    job_id = session.execute(_TAKE, values).scalar_one_or_none()
    return session.get(Job, job_id, populate_existing=True) if job_id is not None else None


def give_up_silent(session: Session, *, now: datetime) -> Sequence[Job]:
    """Jobs that ended several workers are not tried again; those given up now."""
    reason = "The work stopped several times without a result."
    gone = (Job.heartbeat_at < now - SILENT) & (Job.tries >= MOST_TRIES)
    values = {"state": JobState.FAILED, "error": reason, "finished_at": now}
    ending = update(Job).where(Job.state == JobState.RUNNING, gone).values(**values)
    return session.scalars(ending.returning(Job)).all()


def note_progress(session: Session, job: Job, *, now: datetime, **progress: int) -> None:
    """Say that the work goes on, and how far it is; raises JobLost when it is no longer ours."""
    _change(session, job, heartbeat_at=now, **progress)


def finish_job(session: Session, job: Job, result: Result | None, *, now: datetime) -> None:
    """The work is done; raises JobLost when it is no longer ours."""
    kept = (
        {"result_name": result.filename, "result_media_type": result.media_type, "result": result.data}
        if result
        else {}
    )
    _change(session, job, state=JobState.FINISHED, finished_at=now, error=None, **kept)


def fail_job(session: Session, job: Job, reason: str, *, now: datetime) -> None:
    """The work cannot be done, and trying again would not help."""
    _change(session, job, state=JobState.FAILED, finished_at=now, error=reason)


def requeue_job(session: Session, job: Job, *, now: datetime) -> None:
    """Try again after a pause."""
    _change(session, job, state=JobState.QUEUED, heartbeat_at=now)


def stop_job(session: Session, job_id: int) -> None:
    """Forget a job with its result; a worker at it notices with its next word."""
    session.execute(delete(Job).where(Job.id == job_id))


def forget_old_jobs(session: Session, *, now: datetime) -> None:
    """Results are kept for a week."""
    session.execute(delete(Job).where(Job.finished_at < now - KEPT))


def _change(session: Session, job: Job, **values: Any) -> None:
    # The number of tries tells our turn from that of a worker who took over.
    ours = (Job.id == job.id) & (Job.tries == job.tries) & (Job.state == JobState.RUNNING)
    changed = session.execute(
        update(Job).where(ours).values(**values).returning(Job.id),
        execution_options={"synchronize_session": False},
    )
    if changed.scalar_one_or_none() is None:
        raise JobLost
