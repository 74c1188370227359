"""Reading jobs; everybody sees their own only."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from corridor.errors import NotFound
from forum_service.jobs.models import Job, JobState

SHOWN = 50


def list_jobs(session: Session, *, account_id: UUID | None) -> Sequence[Job]:
    """The account's jobs, the newest first."""
    query = select(Job).where(Job.account_id == account_id).order_by(Job.id.desc()).limit(SHOWN)
    return session.scalars(query).all()


def get_job(session: Session, job_id: int, *, account_id: UUID | None) -> Job:
    """The account's job; raises NotFound when absent or somebody else's."""
    query = select(Job).where(Job.id == job_id, Job.account_id == account_id)
    job = session.scalars(query).one_or_none()
    if job is None:
        raise NotFound(_("There is no such job."))
    return job


def get_result(session: Session, job_id: int, *, account_id: UUID | None) -> Job:
    """The account's job with the bytes of its result; raises NotFound where there are none."""
    query = select(Job).where(Job.id == job_id, Job.account_id == account_id, Job.state == JobState.FINISHED)
    job = session.scalars(query.options(undefer(Job.result))).one_or_none()
    if job is None or job.result is None:
        raise NotFound(_("This job has no result, or it is no longer kept."))
    return job
