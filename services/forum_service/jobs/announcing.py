"""Telling the end of a job to whoever left its page."""

from datetime import datetime

from sqlalchemy.orm import Session

from forum_service.jobs.models import Job
from forum_service.jobs.rules import LONG
from forum_service.telling import tell
from forum_service.urls import absolute, job_url


def tell_end(session: Session, job: Job, *, origin: str, now: datetime) -> None:
    """Record the news where the wait was long."""
    if now - job.created_at < LONG:
        return
    url = absolute(job_url(job.id), origin=origin)
    recipients = {job.account_id: "author"}
    tell(
        session,
        "reminder_job_finished",
        key=f"job/{job.id}",
        title=job.title,
        url=url,
        recipients=recipients,
        now=now,
    )
